import { secretFinder } from '../../support/find-secrets.js';

/** No two share twelve characters in a row, and each has what an encoding changes. */
export const PLANTED = {
  clientSecret: 'Kl+ient/Se"cret-of_m.y\\%Mé1ne~(x)',
  accessToken: 'Zu+gang/To=ken&of%Mé2ne',
  refreshToken: 'Er+neuern/To"ken2\\of%Mé3ne',
  givenRefresh: 'Ge+geben/Er=neuern&of%Mé4ne',
  code: 'Co+de/vom"An\\bieter&of%Mé5ne…',
  copiedCode: 'Ab+geschrieben/Co=de&of%Mé6ne…',
  bearer: 'Tr+aeger/Mar=ke&of%Mé7ne',
  headerKey: 'Ko+pf/Schlue=ssel&of%Mé8ne',
  queryKey: 'An+frage/Schlue=ssel2&of%Mé9ne…',
  // One that can stand in a host's name.
  plainKey: 'Pl4inSchluesselWieEinHost0',
  password: 'Pa+ss/wor=t:&of%Mé0ne…',
};

export type SecretName = keyof typeof PLANTED;

/** Those of connections that send the same credential with every call. */
export const STATIC_SECRETS: SecretName[] = ['bearer', 'headerKey', 'queryKey', 'plainKey', 'password'];

/** Tells which of them stand in a text. */
export const findPlanted = secretFinder(PLANTED);
