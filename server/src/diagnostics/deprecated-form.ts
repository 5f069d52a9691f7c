/** Modules and options that still load and have a successor. */

import { ruleCheck } from './rule-check';

export const deprecatedForm = ruleCheck('deprecated-form', 'warning', {
  'deprecated-match': { message: ({ problem }) => `${problem.option} is an old form.` },
});
