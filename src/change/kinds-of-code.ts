// What runs, or decides what runs, other than plain code.
import { words } from './kind-rule.ts';
import type { KindRule } from './kind-rule.ts';

export const migration: readonly KindRule[] = [
  {
    kind: 'migration',
    both: true,
    directories: words('migrations migration db-migrations db_migrations schema_migrations migrate changelogs'),
    extensions: words('sql rb py js cjs mjs ts php cs fs vb java kt go ex exs xml yml yaml json edn toml'),
  },
  {
    kind: 'migration',
    names: words('schema.prisma databasechangelog.sql'),
    extensions: words('up.sql down.sql'),
    patterns: [
      /(^|\/)db\/(migrate|changelog|post_migrate)\//,
      /(^|\/)db\/(\w+_)?(schema\.rb|structure\.sql)$/,
      /(^|\/)alembic\/(versions\/.*|env)\.?py$/,
      /(^|\/)([VU]\d[\d._]*|R)__[^/]+\.(sql|java|kt)$/,
      /(^|\/)[^/]*changelog[^/]*\.(xml|sql)$/i,
      /(^|\/)(drizzle|atlas)\/.*\.sql$/,
    ],
  },
];

export const infrastructure: readonly KindRule[] = [
  {
    kind: 'infrastructure',
    names: words(`
      containerfile .dockerignore chart.yaml values.yaml helmfile.yaml kustomization.yaml kustomization.yml skaffold.yaml
      tiltfile vagrantfile jenkinsfile procfile serverless.yml serverless.yaml samconfig.toml cloudbuild.yaml cloudbuild.yml
      appspec.yml appspec.yaml buildspec.yml buildspec.yaml fly.toml render.yaml vercel.json netlify.toml wrangler.toml
      wrangler.jsonc .gitlab-ci.yml .travis.yml .drone.yml azure-pipelines.yml bitbucket-pipelines.yml .cirrus.yml
      appveyor.yml ansible.cfg cdk.json nginx.conf caddyfile haproxy.cfg supervisord.conf heroku.yml railway.json
    `),
    extensions: words('tf tfvars tf.json tfvars.json hcl bicep bicepparam nomad pp sls service timer dockerfile'),
    directories: words('.circleci .buildkite .gitlab-ci .tekton .woodpecker .ebextensions'),
    patterns: [
      /^\.(github|gitea|forgejo)\/(workflows|actions)\//,
      /(^|\/)(action)\.ya?ml$/,
      /(^|\/)Dockerfile[^/]*$/i,
      /(^|\/)(docker-)?compose[^/]*\.ya?ml$/,
      /(^|\/)values[-.][^/]*\.ya?ml$/,
      /(^|\/)Pulumi[^/]*\.ya?ml$/,
      /(^|\/)(cloudformation|cfn)[^/]*(\/.*)?\.(ya?ml|json)$/i,
      /\.(cfn|cloudformation)\.(ya?ml|json)$/,
      /(^|\/)(group_vars|host_vars|playbooks)\//,
      /(^|\/)roles\/[^/]+\/(tasks|handlers|defaults|vars|meta|templates)\//,
    ],
  },
  {
    kind: 'infrastructure',
    both: true,
    directories: words(`
      terraform k8s kubernetes helm charts kustomize argocd flux ansible pulumi infra infrastructure
      deploy deployment deployments ops
    `),
    extensions: words('yml yaml json toml tpl gotmpl j2 sh conf cfg ini env properties cue jsonnet libsonnet rego nix'),
  },
];

export const config: readonly KindRule[] = [
  {
    kind: 'config',
    names: words(`
      makefile gnumakefile justfile taskfile cmakelists.txt build build.bazel workspace codeowners
      .gitignore .gitattributes .editorconfig .prettierrc .eslintrc .babelrc .browserslistrc .stylelintrc .env
      .htaccess robots.txt
    `),
    extensions: words(`
      json jsonc json5 yml yaml toml ini cfg conf config properties env plist xml editorconfig cmake bzl mk
    `),
    patterns: [/(^|\/)\.[^/.]+rc$/, /(^|\/)\.env(\.[^/]+)?$/, /\.config\.[cm]?[jt]s$/, /(^|\/)\.[^/]+ignore$/],
  },
];
