import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSpecialAddress } from '../../../src/core/backend/addresses.js';

describe('isSpecialAddress', () => {
  it.each([
    [
      'loopback',
      [
        '127.0.0.1',
        '127.0.0.1.',
        '127.1',
        '0x7f.1',
        '0177.0.0.1',
        '017700000001',
        '2130706433',
        '0x7f000001',
        '::1',
        '[::1]',
      ],
    ],
    ['unspecified', ['0.0.0.0', '0', '0.1.2.3', '::', '[::]']],
    [
      'private',
      [
        '10.0.0.1',
        '172.16.0.1',
        '172.31.255.255',
        '192.168.0.1',
        '100.64.0.1',
        'fc00::1',
        'fd12::1',
        'fec0::1',
      ],
    ],
    ['link-local', ['169.254.169.254', '0xa9fea9fe', 'fe80::1', 'fe80::1%eth0', '[fe80::1%251]']],
    ['multicast and broadcast', ['224.0.0.1', '239.255.255.255', 'ff02::1', '255.255.255.255']],
    [
      'reserved',
      [
        '192.0.0.1',
        '192.0.2.1',
        '198.18.0.1',
        '198.51.100.1',
        '203.0.113.1',
        '240.0.0.1',
        '100::1',
        '2001:db8::1',
        '3fff::1',
      ],
    ],
    [
      'IPv4 in IPv6',
      [
        '::ffff:127.0.0.1',
        '::ffff:7f00:1',
        '::127.0.0.1',
        '::7f00:1',
        '::ffff:0:7f00:1',
        '64:ff9b::7f00:1',
        '64:ff9b:1::7f00:1',
        '2002:7f00:1::',
        '2001::7f00:1',
      ],
    ],
    ['IPv4 in IPv6, public too', ['::ffff:8.8.8.8', '::808:808', '64:ff9b::808:808', '2002:808:808::']],
    ['outside what is given out', ['64:ff9b:0:1::1', '4000::1', '1::1', '5f00::1', 'e000::1']],
  ])('%s addresses are special', (_, addresses) => {
    expect(addresses.filter((address) => isSpecialAddress(address) !== true)).toEqual([]);
  });

  it('public unicast addresses are not', () => {
    const addresses = [
      '8.8.8.8',
      '93.184.215.14',
      '172.15.255.255',
      '172.32.0.1',
      '100.63.255.255',
      '2606:4700::1111',
      '[2a00:1450::1]',
      '134744072',
    ];
    expect(addresses.filter((address) => isSpecialAddress(address) !== false)).toEqual([]);
  });

  it.each([
    '',
    'localhost',
    'example.com',
    'cafe',
    '256.1.1.1',
    '1.2.3.4.5',
    '08.1.1.1',
    '1::2::3',
    'not an address',
  ])('%j is no address', (text) => {
    expect(isSpecialAddress(text)).toBeUndefined();
  });

  it('whatever carries an IPv4 address is special, as a URL writes it too', () => {
    fc.assert(
      fc.property(
        fc.ipV4(),
        fc.constantFrom('::', '::ffff:', '::ffff:0:', '64:ff9b::', '64:ff9b:1::'),
        (v4, prefix) => isSpecialAddress(new URL(`http://[${prefix}${v4}]/`).hostname) === true,
      ),
    );
  });

  it('only 2000::/3 is ever public', () => {
    fc.assert(
      fc.property(fc.ipV6(), (v6) => {
        const { hostname } = new URL(`http://[${v6}]/`);
        const first = Number.parseInt(/^\[([0-9a-f]*)/.exec(hostname)?.[1] || '0', 16);
        return isSpecialAddress(hostname) === true || first >> 13 === 1;
      }),
      { numRuns: 2_000 },
    );
  });
});
