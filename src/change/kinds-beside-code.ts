// Files that people write and that do not run in production.
import { words } from './kind-rule.ts';
import type { KindRule } from './kind-rule.ts';

export const translation: readonly KindRule[] = [
  {
    kind: 'translation',
    names: words('strings.xml plurals.xml'),
    extensions: words('po pot xliff xlf strings stringsdict xcstrings arb tmx ftl'),
    patterns: [
      /(^|\/)(messages|translations?|strings)[._-][a-z]{2}([-_][A-Za-z]{2,4})?\.(properties|json|ya?ml|php)$/,
      /(^|\/)config\/locales\/.*\.(ya?ml|rb)$/,
      /(^|\/)lang\/[a-z]{2}([-_][A-Za-z]{2,4})?(\.json|\/[^/]+\.(php|json|ya?ml))$/,
      /\.[a-z]{2}(-[A-Z][A-Za-z]{1,3})?\.resx$/,
    ],
  },
  {
    kind: 'translation',
    both: true,
    directories: words('locale locales i18n l10n translations'),
    extensions: words('json json5 yml yaml properties resx toml'),
  },
];

export const docs: readonly KindRule[] = [
  {
    kind: 'docs',
    names: words(`
      readme changelog changes history news license licence copying notice authors contributors maintainers
      contributing security code_of_conduct governance roadmap todo credits citation.cff .mailmap .all-contributorsrc
    `),
    extensions: words('md mdx markdown mkd rst adoc asciidoc org rdoc textile pod tex bib'),
    patterns: [
      /(^|\/)(readme|change(s|log)|licen[sc]e|notice|authors|copying|news)[-.\w]*\.txt$/i,
      /(^|\/)licen[sc]e-[\w.-]+$/i,
      /(^|\/)man\/(.*\/)?[^/]+\.[1-9]$/,
      /^docs?\/.*\.(html?|css|xml|json|ya?ml)$/,
    ],
  },
  {
    kind: 'docs',
    both: true,
    directories: words('doc docs documentation javadoc wiki adr adrs rfcs'),
    extensions: words('txt csv drawio puml plantuml mmd dot ipynb'),
  },
];

/** Test data, whatever the files in it are called. */
export const fixtures: readonly KindRule[] = [
  {
    kind: 'test',
    directories: words('__fixtures__ testdata test-data test_data testfixtures'),
    patterns: [/(^|\/)(tests?|spec|__tests__|e2e|cypress)\/(.*\/)?fixtures\//],
  },
];

export const test: readonly KindRule[] = [
  {
    kind: 'test',
    names: words(`
      conftest.py pytest.ini tox.ini phpunit.xml phpunit.xml.dist test_helper.rb test_helper.exs spec_helper.rb
      rails_helper.rb tests.rs tests.py .rspec setuptests.ts setuptests.js
    `),
    extensions: words('feature bats'),
    directories: words(`
      test tests __tests__ __mocks__ testutil testutils test-utils e2e cypress androidtest unittest unittests
      integrationtest integrationtests integration-tests integration_tests functional-tests
    `),
    patterns: [
      /\.(test|spec|e2e|e2e-spec|cy|stories|bench)\.[cm]?[jt]sx?$/,
      /(^|\/)(jest|vitest|karma|cypress|playwright)\.(config|conf|setup)\.[cm]?[jt]s$/,
      /_(test|spec)\.(go|py|rb|exs?|rs|dart|cc|cpp|cxx|c|js|ts|jl|lua)$/,
      /_SUITE\.erl$/,
      /(^|\/)test_[^/]*\.(py|rb|c|cc|cpp|rs)$/,
      /(^|[/a-z0-9_])(Tests?|TestCase|IT|Specs?)\.(java|kt|kts|groovy|scala|cs|fs|vb|php|swift|m|mm)$/,
      /(^|\/)[^/]*[.a-z](Unit|Integration|Functional|Acceptance|UI)?Tests?\/.*\.(cs|fs|vb|csproj|swift|m|mm|json|plist)$/,
    ],
  },
  {
    kind: 'test',
    both: true,
    directories: words('spec specs'),
    extensions: words('rb js jsx mjs cjs ts tsx py php java kt groovy scala cs swift lua ex exs coffee'),
  },
];
