import { Type } from 'typebox';
import { closed, Condition, Duration, form, head, oneOf, Patterns, scopeOfPlace } from '../rule/rule.schema.ts';

export const StandardChange = Type.Object(
  {
    ...head,
    ...scopeOfPlace,
    title: Type.String({ minLength: 1, maxLength: 200, description: 'the name of the change model' }),
    when: Condition,
    maxRisk: oneOf(['low', 'medium', 'high', 'critical'], 'riskier than this is a normal change all the same'),
    checks: Type.Optional({ ...Patterns, description: 'checks that must have succeeded on the commit to be deployed' }),
    app: Type.Optional(
      Type.String({ default: 'github-actions', description: 'slug of the app that makes the checks' }),
    ),
    reviewBy: form('^\\d{4}-\\d{2}-\\d{2}$', 'a date like `2027-04-01`', {
      description: 'from this day on it is normal again',
    }),
    reviewedOn: Type.Optional(
      form('^\\d{4}-\\d{2}-\\d{2}$', 'a date like `2026-11-27`', {
        description: 'somebody looked at it on this day: failures before it count no more for `suspendAfter`',
      }),
    ),
    suspendAfter: Type.Optional(
      Type.Object(
        { failures: Type.Integer({ minimum: 1, maximum: 1_000 }), within: Duration },
        { ...closed, description: 'so many failures in this time make it normal again' },
      ),
    ),
  },
  { ...closed, title: 'standard change' },
);
