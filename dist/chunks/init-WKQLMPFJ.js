import{a as l}from"./chunk-RYP4WV3M.js";import{a as i}from"./chunk-S6UGRTEJ.js";import{a as c,b as d}from"./chunk-OUZAU75P.js";import{a as h}from"./chunk-24PZ5VME.js";import"./chunk-WZBWR52P.js";import{b as a}from"./chunk-HEB7WZLA.js";import"./chunk-PHKIAKHS.js";var u={"policy.yml":`# The change policy of this repository. It builds on the shipped policy \`standard\`, which explains each of its rules:
# normal changes from Monday to Thursday in business hours, not at the year's end; a second person and a rollback plan
# from medium risk on. \`continuous\` is lighter, \`regulated\` is stricter.
#
#   change-gate check      finds mistakes in this file
#   change-gate test       runs the tests beside it
#   change-gate evaluate   judges the latest change
#   change-gate calendar   says when changes may go out

version: 1
extends: [standard]

schedule:
  # Windows and freezes are local time in this zone. Yours may be \`Europe/Berlin\` or \`America/New_York\`.
  timezone: UTC
  # freezes:
  #   # Takes a rule of \`standard\` out: Friday then has the same hours as the other days.
  #   - { id: no-friday, disabled: true }
  #   # A freeze of your own; both days are part of it.
  #   - id: trade-fair
  #     because: two thousand people try the product at the fair
  #     during: { from: 2027-03-09, to: 2027-03-12 }

# Who reads a change: everybody who may push, or the people you name.
# authorities:
#   peers: { members: [alice, bob], teams: [acme/sre] }

# What belongs together, so that rules can name services, and the most critical one touched is known:
# services:
#   payments-api:
#     tier: 1
#     paths: ['services/payments/**']
`,"policy.test.yml":`# Tests of the policy beside this file. Each names only the facts that it is about; every other fact is known and
# harmless. Write one for each rule that you would miss. Times carry the offset of the policy's time zone: after a change of
# the zone, change it here too.

tests:
  - name: a small change on a Tuesday needs one approval
    facts:
      environment: production
      evaluatedAt: '2027-02-09T10:00:00Z'
      change: { linesChanged: 12 }
    expect:
      outcome: needs-approval
      findings: [approvals/peer-review]

  - name: a change on a Friday afternoon waits until Monday
    facts:
      environment: production
      evaluatedAt: '2027-02-12T15:00:00Z'
      change: { linesChanged: 12 }
    expect:
      outcome: blocked
      findings: [schedule/no-friday]
      nextOpening: '2027-02-15T09:00:00Z'

  - name: documentation goes out on a Friday afternoon
    facts:
      environment: production
      evaluatedAt: '2027-02-12T15:00:00Z'
      files: [{ path: docs/guide.md, status: modified, added: 3, deleted: 1, kind: docs }]
    expect:
      outcome: approved
      changeType: standard
`,"workflow.yml":`# May this change go to production now? On a pull request change-gate answers for the moment of merging, in a comment;
# on the default branch it stands before the deployment.
name: Change gate

on:
  pull_request:
    types: [opened, reopened, synchronize, edited, labeled, unlabeled]
  push:
    branches: [main]

# Nothing is allowed here; each job says what it needs.
permissions: {}

jobs:
  gate:
    # Its own job, never skipped: no \`if:\`, no path filters.
    runs-on: ubuntu-latest
    permissions:
      contents: read # the policy, and the history that the risk is read from
      pull-requests: write # the comment
      checks: read # evidence and standard changes look at checks
      deployments: read # what is live now
    outputs:
      proceed: \${{ steps.gate.outputs.proceed }}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0 # all of the history, without it the author's experience is unknown
          filter: blob:none # but no old file contents
          persist-credentials: false
      - id: gate
        uses: change-gate/change-gate@v0
        with:
          environment: production
          # \`advise\` says what it would do and lets everything pass. Take the line out to enforce it.
          mode: advise

  deploy:
    needs: gate
    if: github.event_name == 'push' && needs.gate.outputs.proceed == 'true'
    runs-on: ubuntu-latest
    environment: production
    permissions:
      contents: read
    steps:
      - run: echo "put your deployment here"
`};function m(){let{timeZone:e}=new Intl.DateTimeFormat().resolvedOptions();return h(e)&&!e.startsWith("Etc/")?e:"UTC"}function p(e,n){return n==="UTC"?e:e.replaceAll("timezone: UTC",`timezone: ${n}`).replaceAll(/\b(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})Z/gu,(t,o)=>`${o}${f(o,n)}`)}function f(e,n){return new Intl.DateTimeFormat("en",{timeZone:n,timeZoneName:"longOffset"}).formatToParts(new Date(`${e}Z`)).find(({type:s})=>s==="timeZoneName")?.value?.replace("GMT","")||"+00:00"}var{existsSync:y}=globalThis.process.getBuiltinModule("node:fs"),{mkdir:w,writeFile:b}=globalThis.process.getBuiltinModule("node:fs/promises"),{dirname:v,join:g,resolve:k}=globalThis.process.getBuiltinModule("node:path"),r={"policy.yml":".github/change-gate/policy.yml","policy.test.yml":".github/change-gate/policy.test.yml","workflow.yml":".github/workflows/change-gate.yml"},D={summary:"Writes a starter policy, its test and a workflow into a repository. Overwrites nothing.",usage:"change-gate init [--repo DIR]",options:{repo:{kind:"value",value:"DIR",help:"the repository (the folder you stand in)"}},run:x};function T(e){return[`next: see that \`${e}\`, the time zone of this machine, is right in .github/change-gate/policy.yml,`,"then run `change-gate check`, `change-gate test` and `change-gate evaluate`"].join(`
`)}async function x(e,n){let t=c(k(n.cwd,e.value("repo")??"."));O(t),z(t);let o=m();for(let s of["policy.yml","policy.test.yml","workflow.yml"])await $(g(t,r[s]),p(u[s],o)),n.print(`wrote ${r[s]}
`);return n.print(`${T(o)}
`),i.success}async function $(e,n){try{await w(v(e),{recursive:!0}),await b(e,n,{flag:"wx"})}catch(t){throw new a({problem:`\`${e}\` cannot be written: ${l(t)}`,remedy:"check the folder and who may write into it",cause:t})}}function O(e){if(d(e))throw new a({problem:`\`${e}\` is a bare repository, which has no files`,remedy:"run it in a clone, and commit what it writes"})}function z(e){let n=Object.values(r).filter(t=>y(g(e,t)));if(n.length!==0)throw new a({problem:`${n.map(t=>`\`${t}\``).join(" and ")} ${n.length===1?"is":"are"} there already`,remedy:"nothing was written; move what is there away first"})}export{D as init};
