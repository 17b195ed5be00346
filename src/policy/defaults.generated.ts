// Made by `npm run generate` from the policy schema; do not edit.

/** The values of keys that a policy leaves out, by section; those of a rule stand under the list it is in. */
export const defaults = {
  "services": {
    "tier": 4
  },
  "risk": {
    "base": 0,
    "levels": {
      "medium": 15,
      "high": 60,
      "critical": 75
    }
  },
  "schedule": {
    "runway": "0m",
    "outsideWindows": {
      "effect": "block"
    },
    "freezes": {
      "effect": "block"
    }
  },
  "rollback": {
    "plans": {
      "require": [
        "strategy"
      ],
      "missing": "block",
      "weak": "hold"
    }
  },
  "standardChanges": {
    "app": "github-actions"
  },
  "evidence": {
    "effect": "block",
    "app": "github-actions"
  },
  "approvals": {
    "count": 1
  },
  "emergency": {
    "approvals": {
      "count": 1
    },
    "reviewWithin": "3d"
  },
  "conflicts": {
    "sameService": "block",
    "dependency": "note",
    "acrossRepositories": false
  },
  "incidents": {
    "label": "incident",
    "problemLabel": "known-problem",
    "serviceLabel": "service:*",
    "serviceField": "Service"
  },
  "reviews": {
    "label": "post-implementation-review"
  },
  "record": {
    "branch": "change-records",
    "deployers": [
      "github-actions[bot]"
    ]
  }
} as const;
