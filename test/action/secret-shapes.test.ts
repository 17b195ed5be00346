import { describe, expect, test } from 'vitest';
import { withoutSecretShapes } from '../../src/action/secret-shapes.ts';
import { cpuTime } from '../cpu-time.ts';

// Put together here, so that nobody takes these for secrets that were pushed.
const letters = 'Ab1'.repeat(20);

describe('what looks like a secret', () => {
  test.each([
    { what: 'a token of GitHub', secret: `ghp_${letters.slice(0, 36)}` },
    { what: 'a token of a workflow', secret: `ghs_${letters.slice(0, 36)}` },
    { what: 'a fine-grained token of GitHub', secret: `github_pat_${letters}_${letters}` },
    { what: 'a token of GitLab', secret: `glpat-${letters.slice(0, 20)}` },
    { what: 'a token of Slack', secret: `xoxb-1234567890-${letters.slice(0, 24)}` },
    { what: 'a key of Stripe', secret: `sk_live_${letters.slice(0, 24)}` },
    { what: 'a token of npm', secret: `npm_${letters.slice(0, 36)}` },
    { what: 'a key of AWS', secret: ['AKIA', 'ABCDEFGH23456789'].join('') },
    { what: 'a key of Google', secret: `AIza${letters.slice(0, 35)}` },
    { what: 'a JSON web token', secret: `eyJ${letters}.eyJ${letters}.${letters}` },
    { what: 'a private key', secret: `-----BEGIN RSA PRIVATE KEY-----\n${letters}\n${letters}==` },
    { what: 'a private key within JSON', secret: `-----BEGIN PRIVATE KEY-----\\n${letters}\\n${letters}==` },
  ])('is left out: $what', ({ secret }) => {
    expect(withoutSecretShapes(`restore with "${secret}", then wait`)).toBe('restore with "***", then wait');
  });

  test.each([
    'a commit 2f9c177d5a1b8e4c0f3d6a9b2c5e8f1a4d7b0c3e',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'ghp_short, AKIA, xoxb, eyJ and npm_install are words',
    'the BEGIN of a PRIVATE KEY',
  ])('is not seen in %j', (text) => {
    expect(withoutSecretShapes(text)).toBe(text);
  });

  test.each(['eyJ-', 'ghp_', 'xoxb-', '-----BEGIN PRIVATE KEY-----', 'glpat-', 'a.eyJ'])(
    'is sought in no time among %j again and again',
    (piece) => {
      const started = cpuTime();

      withoutSecretShapes(piece.repeat(60_000 / piece.length));

      expect(cpuTime() - started).toBeLessThan(2_000);
    },
  );
});
