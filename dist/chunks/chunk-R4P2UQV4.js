import{a,c,e as p}from"./chunk-IHKSR7SJ.js";function e(t){return new Set(t.trim().split(/\s+/))}var d=[{kind:"translation",names:e("strings.xml plurals.xml"),extensions:e("po pot xliff xlf strings stringsdict xcstrings arb tmx ftl"),patterns:[/(^|\/)(messages|translations?|strings)[._-][a-z]{2}([-_][A-Za-z]{2,4})?\.(properties|json|ya?ml|php)$/,/(^|\/)config\/locales\/.*\.(ya?ml|rb)$/,/(^|\/)lang\/[a-z]{2}([-_][A-Za-z]{2,4})?(\.json|\/[^/]+\.(php|json|ya?ml))$/,/\.[a-z]{2}(-[A-Z][A-Za-z]{1,3})?\.resx$/]},{kind:"translation",both:!0,directories:e("locale locales i18n l10n translations"),extensions:e("json json5 yml yaml properties resx toml")}],m=[{kind:"docs",names:e(`
      readme changelog changes history news license licence copying notice authors contributors maintainers
      contributing security code_of_conduct governance roadmap todo credits citation.cff .mailmap .all-contributorsrc
    `),extensions:e("md mdx markdown mkd rst adoc asciidoc org rdoc textile pod tex bib"),patterns:[/(^|\/)(readme|change(s|log)|licen[sc]e|notice|authors|copying|news)[-.\w]*\.txt$/i,/(^|\/)licen[sc]e-[\w.-]+$/i,/(^|\/)man\/(.*\/)?[^/]+\.[1-9]$/,/^docs?\/.*\.(html?|css|xml|json|ya?ml)$/]},{kind:"docs",both:!0,directories:e("doc docs documentation javadoc wiki adr adrs rfcs"),extensions:e("txt csv drawio puml plantuml mmd dot ipynb")}],g=[{kind:"test",directories:e("__fixtures__ testdata test-data test_data testfixtures"),patterns:[/(^|\/)(tests?|spec|__tests__|e2e|cypress)\/(.*\/)?fixtures\//]}],u=[{kind:"test",names:e(`
      conftest.py pytest.ini tox.ini phpunit.xml phpunit.xml.dist test_helper.rb test_helper.exs spec_helper.rb
      rails_helper.rb tests.rs tests.py .rspec setuptests.ts setuptests.js
    `),extensions:e("feature bats"),directories:e(`
      test tests __tests__ __mocks__ testutil testutils test-utils e2e cypress androidtest unittest unittests
      integrationtest integrationtests integration-tests integration_tests functional-tests
    `),patterns:[/\.(test|spec|e2e|e2e-spec|cy|stories|bench)\.[cm]?[jt]sx?$/,/(^|\/)(jest|vitest|karma|cypress|playwright)\.(config|conf|setup)\.[cm]?[jt]s$/,/_(test|spec)\.(go|py|rb|exs?|rs|dart|cc|cpp|cxx|c|js|ts|jl|lua)$/,/_SUITE\.erl$/,/(^|\/)test_[^/]*\.(py|rb|c|cc|cpp|rs)$/,/(^|[/a-z0-9_])(Tests?|TestCase|IT|Specs?)\.(java|kt|kts|groovy|scala|cs|fs|vb|php|swift|m|mm)$/,/(^|\/)[^/]*[.a-z](Unit|Integration|Functional|Acceptance|UI)?Tests?\/.*\.(cs|fs|vb|csproj|swift|m|mm|json|plist)$/]},{kind:"test",both:!0,directories:e("spec specs"),extensions:e("rb js jsx mjs cjs ts tsx py php java kt groovy scala cs swift lua ex exs coffee")}];var f=[{kind:"migration",both:!0,directories:e("migrations migration db-migrations db_migrations schema_migrations migrate changelogs"),extensions:e("sql rb py js cjs mjs ts php cs fs vb java kt go ex exs xml yml yaml json edn toml")},{kind:"migration",names:e("schema.prisma databasechangelog.sql"),extensions:e("up.sql down.sql"),patterns:[/(^|\/)db\/(migrate|changelog|post_migrate)\//,/(^|\/)db\/(\w+_)?(schema\.rb|structure\.sql)$/,/(^|\/)alembic\/(versions\/.*|env)\.?py$/,/(^|\/)([VU]\d[\d._]*|R)__[^/]+\.(sql|java|kt)$/,/(^|\/)[^/]*changelog[^/]*\.(xml|sql)$/i,/(^|\/)(drizzle|atlas)\/.*\.sql$/]}],y=[{kind:"infrastructure",names:e(`
      containerfile .dockerignore chart.yaml values.yaml helmfile.yaml kustomization.yaml kustomization.yml skaffold.yaml
      tiltfile vagrantfile jenkinsfile procfile serverless.yml serverless.yaml samconfig.toml cloudbuild.yaml cloudbuild.yml
      appspec.yml appspec.yaml buildspec.yml buildspec.yaml fly.toml render.yaml vercel.json netlify.toml wrangler.toml
      wrangler.jsonc .gitlab-ci.yml .travis.yml .drone.yml azure-pipelines.yml bitbucket-pipelines.yml .cirrus.yml
      appveyor.yml ansible.cfg cdk.json nginx.conf caddyfile haproxy.cfg supervisord.conf heroku.yml railway.json
    `),extensions:e("tf tfvars tf.json tfvars.json hcl bicep bicepparam nomad pp sls service timer dockerfile"),directories:e(".circleci .buildkite .gitlab-ci .tekton .woodpecker .ebextensions"),patterns:[/^\.(github|gitea|forgejo)\/(workflows|actions)\//,/(^|\/)(action)\.ya?ml$/,/(^|\/)Dockerfile[^/]*$/i,/(^|\/)(docker-)?compose[^/]*\.ya?ml$/,/(^|\/)values[-.][^/]*\.ya?ml$/,/(^|\/)Pulumi[^/]*\.ya?ml$/,/(^|\/)(cloudformation|cfn)[^/]*(\/.*)?\.(ya?ml|json)$/i,/\.(cfn|cloudformation)\.(ya?ml|json)$/,/(^|\/)(group_vars|host_vars|playbooks)\//,/(^|\/)roles\/[^/]+\/(tasks|handlers|defaults|vars|meta|templates)\//]},{kind:"infrastructure",both:!0,directories:e(`
      terraform k8s kubernetes helm charts kustomize argocd flux ansible pulumi infra infrastructure
      deploy deployment deployments ops
    `),extensions:e("yml yaml json toml tpl gotmpl j2 sh conf cfg ini env properties cue jsonnet libsonnet rego nix")}],k=[{kind:"config",names:e(`
      makefile gnumakefile justfile taskfile cmakelists.txt build build.bazel workspace codeowners
      .gitignore .gitattributes .editorconfig .prettierrc .eslintrc .babelrc .browserslistrc .stylelintrc .env
      .htaccess robots.txt
    `),extensions:e(`
      json jsonc json5 yml yaml toml ini cfg conf config properties env plist xml editorconfig cmake bzl mk
    `),patterns:[/(^|\/)\.[^/.]+rc$/,/(^|\/)\.env(\.[^/]+)?$/,/\.config\.[cm]?[jt]s$/,/(^|\/)\.[^/]+ignore$/]}];var i=e(`
  package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock
  go.sum go.work.sum cargo.lock poetry.lock uv.lock pdm.lock pipfile.lock pixi.lock conda-lock.yml
  gemfile.lock gems.locked composer.lock packages.lock.json project.assets.json paket.lock
  gradle.lockfile buildscript-gradle.lockfile verification-metadata.xml package.resolved podfile.lock cartfile.resolved
  mix.lock rebar.lock pubspec.lock flake.lock .terraform.lock.hcl chart.lock requirements.lock conan.lock
  stack.yaml.lock cabal.project.freeze vcpkg-lock.json module.bazel.lock maven_install.json
`),b=[{kind:"generated",names:e(".pnp.cjs .pnp.loader.mjs mockserviceworker.js bindata.go"),extensions:e(`
      min.js min.mjs min.cjs min.css bundle.js js.map mjs.map cjs.map css.map d.ts.map tsbuildinfo snap
      pb.go pb.gw.go pb.validate.go pb.cc pb.h pb.swift pb.dart pbjson.dart pbenum.dart pbserver.dart grpc.swift
      g.dart freezed.dart gr.dart mocks.dart g.cs g.i.cs designer.cs designer.vb gen.go gen.ts
    `),directories:e(`
      node_modules bower_components jspm_packages third_party third-party thirdparty dist __snapshots__ __generated__
      .yarn site-packages .venv __pycache__ .terraform .next .nuxt .svelte-kit xcuserdata
    `),patterns:[/^vendor\//,/(^|\/)vendor\/([a-z0-9-]+\.)+[a-z]+\//,/(^|\/)vendor\/(modules\.txt$|autoload\.php$|composer\/|bundle\/)/,/(^|\/)(assets|static|public|www)\/(.*\/)?vendor\//,/(^|\/)(Pods|Carthage)\//,/\.generated\./,/_pb2(_grpc)?\.pyi?$/,/_pb\.(js|d\.ts|rb)$/,/(^|\/)zz_generated[^/]*\.go$/,/_(generated|gen|easyjson|string)\.go$/]}],x=[{kind:"binary",extensions:e(`
      png jpg jpeg jpe gif bmp ico icns webp avif tif tiff heic psd ai eps svg sketch fig xcf
      woff woff2 ttf otf eot pdf doc docx xls xlsx ppt pptx odt ods odp
      mp3 mp4 m4a m4v mov avi mkv webm wav ogg flac aac zip tar gz tgz bz2 xz zst 7z rar
      jar war ear aar class dex apk ipa aab exe dll so dylib a lib o obj pyc pyo whl egg gem nupkg deb rpm dmg msi iso
      wasm bin dat sqlite sqlite3 parquet avro npy npz pkl pickle onnx pt pth h5 tflite
      keystore jks p12 pfx der glb fbx blend
    `)}],j=[{kind:"dependencies",names:new Set([...i,...e(`
        package.json pnpm-workspace.yaml .pnpmfile.cjs .yarnrc.yml .npmrc bower.json deno.json deno.jsonc jsr.json
        go.mod go.work cargo.toml pyproject.toml setup.py setup.cfg pipfile environment.yml environment.yaml pixi.toml
        constraints.txt gemfile gems.rb composer.json pom.xml build.gradle build.gradle.kts settings.gradle
        settings.gradle.kts libs.versions.toml gradle-wrapper.properties maven-wrapper.properties ivy.xml build.sbt
        packages.config directory.packages.props nuget.config paket.dependencies paket.references global.json
        package.swift podfile cartfile mix.exs rebar.config pubspec.yaml flake.nix conanfile.txt conanfile.py vcpkg.json
        module.bazel stack.yaml cabal.project project.clj deps.edn shard.yml
        .tool-versions .nvmrc .node-version .python-version .ruby-version rust-toolchain rust-toolchain.toml .gitmodules
      `)]),extensions:e("gemspec podspec csproj fsproj vbproj nuspec cabal rockspec"),patterns:[/(^|\/)requirements([-_.][^/]*)?\.(txt|in)$/i,/(^|\/)requirements\/[^/]+\.(txt|in)$/i]}];var l=[...b,...g,...x,...j,...d,...m,...u,...f,...y,...k];function U(t,s){let o=_(t),n=s?.(t)??null;return n===!0?i.has(o.name)?"dependencies":"generated":(n===!1?v:l).find(h=>w(h,o))?.kind??"code"}function Z(t){return i.has(a(t).toLowerCase())}var v=l.filter(t=>t.kind!=="generated");function _(t){let s=a(t).toLowerCase(),o=c(t).map(n=>n.toLowerCase());return{path:t,name:s,extensions:p(s),directories:o}}function w(t,s){if(t.names?.has(s.name)||t.patterns?.some(r=>r.test(s.path)))return!0;let o=s.extensions.some(r=>t.extensions?.has(r)),n=s.directories.some(r=>t.directories?.has(r));return t.both===!0?o&&n:o||n}export{U as a,Z as b};
