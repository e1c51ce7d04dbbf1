/** Something to say of a running project. */
export interface ProjectNotice {
  /** `problem`: what changed is wrong, and not in use; `mended`: it is right again; `note`: all else. */
  kind: 'problem' | 'mended' | 'note';
  /** One or more sentences, or a line for each problem. It holds no secret. */
  message: string;
}

/** What of a project can be wrong by itself. */
export type ProblemTopic = 'manifest' | 'pages' | 'configuration' | 'records';

const MENDED: Readonly<Record<ProblemTopic, string>> = {
  manifest: 'plugin-manifest.json is right again, and in use.',
  pages: "Every widget's page is there again.",
  configuration: 'The configuration is right again, and in use.',
  records: 'The record files are right again, and in use.',
};

/** What is wrong with a running project at present, by topic. */
export interface ProjectProblems {
  /** @returns whether anything is another than before */
  set(topic: ProblemTopic, problem: string | undefined): boolean;
  has(topic: ProblemTopic): boolean;
  list(): string[];
}

/** @param tell told once of each problem, and of its end */
export function createProjectProblems(tell: (notice: ProjectNotice) => void): ProjectProblems {
  const found = new Map<ProblemTopic, string>();
  return {
    set(topic, problem) {
      const former = found.get(topic);
      if (problem === former) return false;
      if (problem === undefined) {
        found.delete(topic);
        tell({ kind: 'mended', message: MENDED[topic] });
      } else {
        found.set(topic, problem);
        tell({ kind: 'problem', message: problem });
      }
      return true;
    },
    has: (topic) => found.has(topic),
    list: () => [...found.values()],
  };
}
