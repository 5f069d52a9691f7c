/** Modules and options that still load and have a successor. */

import { byNobody } from '../../modules/refused-by';
import { addProblem, type Judging, moduleName } from './context';

/** Notes every old form; nobody refuses one. */
export function judgeAge(judging: Judging): void {
  for (const { module, word } of judging.instances) {
    if (!module.deprecated) continue;
    const message = `${moduleName(module)} is an old form. ${module.deprecated}`;
    addProblem(judging, 'deprecated-form', word, {
      option: moduleName(module),
      message,
      refusedBy: module.absentIn ?? byNobody,
    });
  }
  for (const { option, module, name } of judging.rule.parts) {
    if (!module || !option?.deprecated) continue;
    const message = `${name.value} is an old form. ${option.deprecated}`;
    addProblem(judging, 'deprecated-form', name, { option: name.value, message, refusedBy: byNobody });
  }
}
