import{a as m}from"./chunk-RYP4WV3M.js";import{a as l}from"./chunk-S6UGRTEJ.js";import{a as h,b as c}from"./chunk-OUZAU75P.js";import{a as d}from"./chunk-24PZ5VME.js";import"./chunk-WZBWR52P.js";import{b as i}from"./chunk-HEB7WZLA.js";import"./chunk-PHKIAKHS.js";var p={"policy.yml":`# The change policy of this repository. It builds on the shipped policy \`standard\`, which explains each of its rules:
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
      issues: read # open incidents
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
`,"evidence.yml.example":`# What was proven of a service, for a rule like this one in \`.github/change-gate/policy.yml\`:
#
#   evidence:
#     - id: restore-test
#       because: a backup that was never restored is not a backup
#       when: touches("**/migrations/**")
#       file: ops/evidence/restore-*.yml
#       kind: restore
#       maxAge: 90d
#       maxTimeToRestore: 30m
#
# Copy this file to \`restore-<the day>.yml\`, fill it in, and land it by a pull request: what stands on the default branch
# counts. Of each service the newest counts; older ones are its history. \`change-gate check\` says what is wrong with it,
# and when it will soon no longer count.

kind: restore # restore, availability, capacity, continuity or security
service: payments-api # or \`services: [payments-api, ledger]\`; left out, it holds for all
performedOn: YYYY-MM-DD # the day (in UTC), or an instant like 2026-11-28T15:00:00+01:00
by: '@who-did-it'
result: passed # or failed: say that too
minutesToRestore: 20 # from the decision to restore until the service worked again
# validUntil: 2027-03-31 # where it holds for less time than the rule allows

# What else helps those who read it may stand here: the gate passes it over.
notes: what was done, and where its protocol is
`,"budget.json.example":`[
  {
    "service": "payments-api",
    "objective": "availability",
    "errorBudgetRemaining": 0.42,
    "measuredAt": "2026-11-28T09:00:00Z"
  }
]
`,"post-implementation-review.md":`---
name: Post-implementation review
about: Look back at an emergency, a rollback or a change that failed
title: 'Post-implementation review: '
labels: post-implementation-review
---

## What happened

<!-- Who noticed what, and when? What did users see? When was it over? -->

## What made it possible

<!-- Not who. What would have caught it earlier: a test, a check, a smaller change, an alert? -->

## What of the rules

<!-- Did the gate hold what it should have held, and nothing else? Did the rollback plan work, and how long did it take? -->

## Measures

<!-- One line each, as \`- [ ] what, who, until when\`. The gate tells what is open beside each change, until this issue is closed. -->
`};function u(){let{timeZone:e}=new Intl.DateTimeFormat().resolvedOptions();return d(e)&&!e.startsWith("Etc/")?e:"UTC"}function g(e,n){return n==="UTC"?e:e.replaceAll("timezone: UTC",`timezone: ${n}`).replaceAll(/\b(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})Z/gu,(t,o)=>`${o}${y(o,n)}`)}function y(e,n){return new Intl.DateTimeFormat("en",{timeZone:n,timeZoneName:"longOffset"}).formatToParts(new Date(`${e}Z`)).find(({type:s})=>s==="timeZoneName")?.value?.replace("GMT","")||"+00:00"}var{existsSync:w}=globalThis.process.getBuiltinModule("node:fs"),{mkdir:v,writeFile:b}=globalThis.process.getBuiltinModule("node:fs/promises"),{dirname:k,join:f,resolve:T}=globalThis.process.getBuiltinModule("node:path"),r={"policy.yml":".github/change-gate/policy.yml","policy.test.yml":".github/change-gate/policy.test.yml","workflow.yml":".github/workflows/change-gate.yml","evidence.yml.example":"ops/evidence/restore.yml.example","budget.json.example":"ops/slo/payments-api.json.example","post-implementation-review.md":".github/ISSUE_TEMPLATE/post-implementation-review.md"},x=["policy.yml","policy.test.yml","workflow.yml","post-implementation-review.md"],W=["evidence.yml.example","budget.json.example"],U={summary:"Writes a starter policy, its test, a workflow and a template for reviews into a repository. Overwrites nothing.",usage:"change-gate init [--evidence] [--repo DIR]",options:{evidence:{kind:"flag",help:"write files to copy for evidence and error budgets instead"},repo:{kind:"value",value:"DIR",help:"the repository (the folder you stand in)"}},run:$};function O(e){return[`next: see that \`${e}\`, the time zone of this machine, is right in .github/change-gate/policy.yml,`,"then run `change-gate check`, `change-gate test` and `change-gate evaluate`"].join(`
`)}async function $(e,n){let t=h(T(n.cwd,e.value("repo")??".")),o=e.flag("evidence")?W:x;M(t),Z(t,o.map(a=>r[a]));let s=u();for(let a of o)await F(f(t,r[a]),g(p[a],s)),n.print(`wrote ${r[a]}
`);return n.print(`${e.flag("evidence")?j:O(s)}
`),l.success}var j=["next: ask for evidence in your policy, as the first lines of ops/evidence/restore.yml.example show,","copy it for each restore test, and run `change-gate check`"].join(`
`);async function F(e,n){try{await v(k(e),{recursive:!0}),await b(e,n,{flag:"wx"})}catch(t){throw new i({problem:`\`${e}\` cannot be written: ${m(t)}`,remedy:"check the folder and who may write into it",cause:t})}}function M(e){if(c(e))throw new i({problem:`\`${e}\` is a bare repository, which has no files`,remedy:"run it in a clone, and commit what it writes"})}function Z(e,n){let t=n.filter(o=>w(f(e,o)));if(t.length!==0)throw new i({problem:`${t.map(o=>`\`${o}\``).join(" and ")} ${t.length===1?"is":"are"} there already`,remedy:"nothing was written; move what is there away first"})}export{U as init};
