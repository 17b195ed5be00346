// Files that tools write, and the manifests beside them. Where a name may also be a person's work (`vendor` of a
// shop, `build` scripts) it is left out: what is taken for code by mistake only makes a change larger.
import { words } from './kind-rule.ts';
import type { KindRule } from './kind-rule.ts';

/** Files in which package managers pin what they resolved, in lower case. */
export const lockFileNames = words(`
  package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock
  go.sum go.work.sum cargo.lock poetry.lock uv.lock pdm.lock pipfile.lock pixi.lock conda-lock.yml
  gemfile.lock gems.locked composer.lock packages.lock.json project.assets.json paket.lock
  gradle.lockfile buildscript-gradle.lockfile verification-metadata.xml package.resolved podfile.lock cartfile.resolved
  mix.lock rebar.lock pubspec.lock flake.lock .terraform.lock.hcl chart.lock requirements.lock conan.lock
  stack.yaml.lock cabal.project.freeze vcpkg-lock.json module.bazel.lock maven_install.json
`);

export const generated: readonly KindRule[] = [
  {
    kind: 'generated',
    names: words('.pnp.cjs .pnp.loader.mjs mockserviceworker.js bindata.go'),
    extensions: words(`
      min.js min.mjs min.cjs min.css bundle.js js.map mjs.map cjs.map css.map d.ts.map tsbuildinfo snap
      pb.go pb.gw.go pb.validate.go pb.cc pb.h pb.swift pb.dart pbjson.dart pbenum.dart pbserver.dart grpc.swift
      g.dart freezed.dart gr.dart mocks.dart g.cs g.i.cs designer.cs designer.vb gen.go gen.ts
    `),
    directories: words(`
      node_modules bower_components jspm_packages third_party third-party thirdparty dist __snapshots__ __generated__
      .yarn site-packages .venv __pycache__ .terraform .next .nuxt .svelte-kit xcuserdata
    `),
    patterns: [
      /^vendor\//,
      /(^|\/)vendor\/([a-z0-9-]+\.)+[a-z]+\//,
      /(^|\/)vendor\/(modules\.txt$|autoload\.php$|composer\/|bundle\/)/,
      /(^|\/)(assets|static|public|www)\/(.*\/)?vendor\//,
      /(^|\/)(Pods|Carthage)\//,
      /\.generated\./,
      /_pb2(_grpc)?\.pyi?$/,
      /_pb\.(js|d\.ts|rb)$/,
      /(^|\/)zz_generated[^/]*\.go$/,
      /_(generated|gen|easyjson|string)\.go$/,
    ],
  },
];

export const binary: readonly KindRule[] = [
  {
    kind: 'binary',
    extensions: words(`
      png jpg jpeg jpe gif bmp ico icns webp avif tif tiff heic psd ai eps svg sketch fig xcf
      woff woff2 ttf otf eot pdf doc docx xls xlsx ppt pptx odt ods odp
      mp3 mp4 m4a m4v mov avi mkv webm wav ogg flac aac zip tar gz tgz bz2 xz zst 7z rar
      jar war ear aar class dex apk ipa aab exe dll so dylib a lib o obj pyc pyo whl egg gem nupkg deb rpm dmg msi iso
      wasm bin dat sqlite sqlite3 parquet avro npy npz pkl pickle onnx pt pth h5 tflite
      keystore jks p12 pfx der glb fbx blend
    `),
  },
];

export const dependencies: readonly KindRule[] = [
  {
    kind: 'dependencies',
    names: new Set([
      ...lockFileNames,
      ...words(`
        package.json pnpm-workspace.yaml .pnpmfile.cjs .yarnrc.yml .npmrc bower.json deno.json deno.jsonc jsr.json
        go.mod go.work cargo.toml pyproject.toml setup.py setup.cfg pipfile environment.yml environment.yaml pixi.toml
        constraints.txt gemfile gems.rb composer.json pom.xml build.gradle build.gradle.kts settings.gradle
        settings.gradle.kts libs.versions.toml gradle-wrapper.properties maven-wrapper.properties ivy.xml build.sbt
        packages.config directory.packages.props nuget.config paket.dependencies paket.references global.json
        package.swift podfile cartfile mix.exs rebar.config pubspec.yaml flake.nix conanfile.txt conanfile.py vcpkg.json
        module.bazel stack.yaml cabal.project project.clj deps.edn shard.yml
        .tool-versions .nvmrc .node-version .python-version .ruby-version rust-toolchain rust-toolchain.toml .gitmodules
      `),
    ]),
    extensions: words('gemspec podspec csproj fsproj vbproj nuspec cabal rockspec'),
    patterns: [/(^|\/)requirements([-_.][^/]*)?\.(txt|in)$/i, /(^|\/)requirements\/[^/]+\.(txt|in)$/i],
  },
];
