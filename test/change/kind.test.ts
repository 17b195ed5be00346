import { describe, expect, test } from 'vitest';
import { parseGitattributes } from '../../src/change/attributes.ts';
import type { FileKind } from '../../src/change/facts.ts';
import { isLockFile, kindOf } from '../../src/change/kind.ts';

const examples: Readonly<Record<FileKind, string>> = {
  code: `
    src/app.ts lib/index.js app/models/user.rb main.go internal/server/server.go src/main/java/com/acme/App.java
    src/Web/Startup.cs app.py web/style.css templates/page.html api/schema.graphql proto/order.proto bin/deploy
    src/latest.ts src/contest.py src/greatest/tester.go src/vendor/VendorController.ts pkg/pods/watch.go
    src/messages/order.sql notes.sql install src/attestation.rs unknown.xyz app/Http/Kernel.php lib/my_app/repo.ex
    kubernetes/client.go infra/stack.ts src/migrations.ts docs/server.js src/testing/variant.ts
  `,
  test: `
    test/app.ts src/app.test.ts src/app.spec.tsx src/__tests__/a.js src/__mocks__/fs.js e2e/login.ts cypress/e2e/a.cy.js
    pkg/server_test.go tests/test_views.py app/test_models.py app/models_test.py conftest.py tests.py
    src/test/java/com/acme/AppTest.java src/main/java/AppIT.java app/src/androidTest/java/A.kt src/OrderSpec.groovy
    spec/models/user_spec.rb spec/rails_helper.rb test/models/user_test.rb tests/integration.rs src/parser/tests.rs
    src/Acme.Tests/OrderTests.cs Acme.UnitTests/Helper.cs tests/Feature/LoginTest.php Tests/AppTests/ModelTests.swift
    test/my_app/repo_test.exs test/test_helper.exs lib/widget_test.dart features/login.feature test/a.bats
    pkg/testdata/golden.png tests/fixtures/package.json jest.config.js vitest.config.ts playwright.config.ts
    test/migrations/0001_init.py src/Button.stories.tsx
  `,
  docs: `
    README.md docs/guide.md docs/index.rst CHANGELOG.md CHANGELOG LICENSE LICENSE-MIT license.txt CONTRIBUTING.adoc
    docs/diagram.puml docs/site/index.html man/man1/tool.1 services/pay/README.md AUTHORS .mailmap readme.txt
    docs/notes.txt test/README.md
  `,
  dependencies: `
    package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-workspace.yaml bun.lock bun.lockb
    deno.lock go.mod go.sum go.work Cargo.toml Cargo.lock requirements.txt requirements-dev.txt requirements/base.txt
    requirements.in pyproject.toml poetry.lock uv.lock Pipfile Pipfile.lock setup.py environment.yml Gemfile Gemfile.lock
    acme.gemspec composer.json composer.lock pom.xml build.gradle build.gradle.kts gradle.lockfile
    gradle/libs.versions.toml gradle/wrapper/gradle-wrapper.properties src/Api/Api.csproj Directory.Packages.props
    packages.lock.json packages.config Package.swift Package.resolved Podfile Podfile.lock mix.exs mix.lock
    pubspec.yaml pubspec.lock flake.lock vcpkg.json .gitmodules services/pay/package.json .nvmrc
  `,
  generated: `
    dist/app.js node_modules/a/package.json vendor/github.com/a/b.go api/order.pb.go order_pb2.py order_pb2_grpc.py
    web/app.min.js web/style.min.css web/app.js.map src/__snapshots__/a.test.ts.snap src/schema.generated.ts
    api/zz_generated.deepcopy.go third_party/lib/a.c Pods/Manifest.lock services/a/vendor/github.com/b/c.go
    Form1.Designer.cs lib/user.g.dart lib/user.freezed.dart public/vendor/jquery.js src/__generated__/a.ts
    level_string.go vendor/composer/autoload.php
  `,
  config: `
    config/app.yml settings.json .eslintrc.json tsconfig.json .editorconfig .gitignore .env .env.production Makefile
    CMakeLists.txt app.toml config/application.properties webpack.config.js setup.ini CODEOWNERS .github/CODEOWNERS
    .github/dependabot.yml .babelrc .prettierignore BUILD.bazel robots.txt appsettings.Production.json
  `,
  infrastructure: `
    main.tf prod.tfvars modules/vpc/main.tf stack.bicep Dockerfile services/a/Dockerfile Dockerfile.prod docker-compose.yml
    docker-compose.prod.yaml compose.yaml charts/app/templates/deployment.yaml Chart.yaml values.yaml values-prod.yaml
    k8s/deployment.yaml kubernetes/service.yml kustomization.yaml helm/app/values.yaml ansible/site.yml
    roles/web/tasks/main.yml group_vars/all.yml playbooks/site.yml cloudformation/stack.json app.cfn.yaml
    .github/workflows/ci.yml .github/actions/setup/action.yml .gitlab-ci.yml Jenkinsfile .circleci/config.yml
    azure-pipelines.yml serverless.yml Procfile infra/prod.yaml deploy/app.yaml nomad/web.nomad nginx.conf Pulumi.yaml
    skaffold.yaml action.yml fly.toml web.service
  `,
  migration: `
    db/migrate/20260101_add_users.rb db/schema.rb db/structure.sql app/migrations/0001_initial.py
    alembic/versions/1a2b_add.py src/main/resources/db/migration/V1__init.sql sql/V2.1__add.sql sql/R__view.sql
    db/changelog/db.changelog-master.yaml src/main/resources/db.changelog-1.xml prisma/migrations/2026_init/migration.sql
    prisma/schema.prisma migrations/20260101_init.js src/Data/Migrations/20260101_Init.cs migrations/1_init.up.sql
    migrations/1_init.down.sql priv/repo/migrations/20260101_add.exs database/migrations/2026_create_users_table.php
    supabase/migrations/2026_a.sql src/migrations/1700-AddUser.ts drizzle/0001_init.sql
  `,
  translation: `
    locale/de/LC_MESSAGES/django.po messages.pot src/locales/en.json public/locales/de/common.json config/locales/de.yml
    app/src/main/res/values-de/strings.xml i18n/messages.xliff src/messages.xlf lib/l10n/app_de.arb
    App/de.lproj/Localizable.strings Localizable.xcstrings src/i18n/fr.yaml messages_de.properties lang/de/auth.php
    resources/lang/en/auth.php Resources.de.resx Strings.de-AT.resx translations/it.json
  `,
  binary: `
    logo.png photo.JPEG icon.ico font.woff2 manual.pdf data.zip lib/a.jar tool.exe lib.so clip.mp4 model.onnx docs/shot.png
    image.svg cert.p12 app.wasm
  `,
};

describe('the kind of a file', () => {
  const cases = Object.entries(examples).flatMap(([kind, paths]) =>
    paths
      .trim()
      .split(/\s+/)
      .map((path) => ({ path, kind })),
  );

  test.each(cases)('$path is $kind', ({ path, kind }) => {
    expect(kindOf(path)).toBe(kind);
  });

  test('does not depend on the case of names and extensions', () => {
    expect(kindOf('README.MD')).toBe('docs');
    expect(kindOf('PACKAGE.JSON')).toBe('dependencies');
  });

  test('is told for the longest path in no time', () => {
    const path = `${'Tests/.Tests/a_'.repeat(270)}x`;

    const started = performance.now();
    kindOf(path);

    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('a lock file', () => {
  test.each(['package-lock.json', 'a/b/go.sum', 'Cargo.lock', 'Gemfile.lock', '.terraform.lock.hcl'])(
    'is %s',
    (path) => {
      expect(isLockFile(path)).toBe(true);
    },
  );

  test.each(['package.json', 'src/lock.ts', 'go.mod'])('is not %s', (path) => {
    expect(isLockFile(path)).toBe(false);
  });
});

function kindUnder(text: string, path: string): FileKind {
  return kindOf(path, parseGitattributes(text));
}

describe('.gitattributes', () => {
  test.each([
    { line: '*.ts linguist-generated', path: 'src/a.ts', kind: 'generated' },
    { line: '*.ts linguist-generated=true', path: 'src/a.ts', kind: 'generated' },
    { line: 'api/** text linguist-vendored eol=lf', path: 'api/b/c.ts', kind: 'generated' },
    { line: '/src/a.ts linguist-generated', path: 'src/a.ts', kind: 'generated' },
    { line: '/a.ts linguist-generated', path: 'src/a.ts', kind: 'code' },
    { line: 'src/*.ts linguist-generated', path: 'src/deep/a.ts', kind: 'code' },
    { line: '"with space.ts" linguist-generated', path: 'x/with space.ts', kind: 'generated' },
    { line: '*.{ts,js} linguist-generated', path: 'a.ts', kind: 'code' },
    { line: 'src/ linguist-generated', path: 'src/a.ts', kind: 'code' },
    { line: '# *.ts linguist-generated', path: 'a.ts', kind: 'code' },
    { line: '!*.ts linguist-generated', path: 'a.ts', kind: 'code' },
    { line: '*.ts -linguist-generated', path: 'dist/a.ts', kind: 'code' },
    { line: '*.ts linguist-generated=false', path: 'dist/a.ts', kind: 'code' },
    { line: '*.ts text', path: 'dist/a.ts', kind: 'generated' },
    { line: '* linguist-generated', path: 'package-lock.json', kind: 'dependencies' },
    { line: '* linguist-generated', path: 'db/migrate/1.rb', kind: 'generated' },
  ])('with `$line` makes $path $kind', ({ line, path, kind }) => {
    expect(kindUnder(line, path)).toBe(kind);
  });

  test('goes by its last match', () => {
    expect(kindUnder('* linguist-generated\r\n*.ts -linguist-generated\r\n', 'a.ts')).toBe('code');
    expect(kindUnder('*.ts -linguist-generated\n* linguist-generated', 'a.ts')).toBe('generated');
  });

  test('unset again, says nothing', () => {
    expect(kindUnder('*.ts linguist-generated\n*.ts !linguist-generated', 'a.ts')).toBe('code');
    expect(kindUnder('*.ts -linguist-generated\n*.ts !linguist-generated', 'dist/a.ts')).toBe('generated');
  });
});
