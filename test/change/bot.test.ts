import { expect, test } from 'vitest';
import { botNamed } from '../../src/change/bot.ts';

test.each([
  { name: 'dependabot[bot]', mail: '49699333+dependabot[bot]@users.noreply.github.com', login: 'dependabot[bot]' },
  {
    name: 'dependabot-preview[bot]',
    mail: '27856297+dependabot-preview[bot]@users.noreply.github.com',
    login: 'dependabot[bot]',
  },
  { name: 'Renovate Bot', mail: 'bot@renovateapp.com', login: 'renovate[bot]' },
  { name: 'acme-release[bot]', mail: 'x@example.org', login: 'acme-release[bot]' },
  { name: 'Acme', mail: '1+acme[bot]@users.noreply.github.com', login: 'acme[bot]' },
  { name: 'Ann Abbott', mail: 'ann@example.org', login: null },
  { name: 'Robot Lover', mail: 'bot@example.org', login: null },
])('$name <$mail> looks like the bot $login', ({ name, mail, login }) => {
  expect(botNamed({ name, mail })).toBe(login);
});
