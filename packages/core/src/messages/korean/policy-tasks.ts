import type { Sentences } from '../translation.js';

export const policyTasks: Sentences = {
  'Name the tasks, or their committee, division or origin. Leave one of them out.':
    '과제를 적거나, 위원회·분과·구분으로 적으세요. 둘 중 하나를 빼세요.',
  'There is no division with this id. Check the id.': '이 id의 분과가 없습니다. id를 확인하세요.',
  'The division is not one of the body named. Name its body, or another division.':
    '적은 기구의 분과가 아닙니다. 분과의 기구를 적거나 다른 분과를 고르세요.',
  'Task {0} ({1}) is {2} and cannot become {3} from there. A closed, superseded or rejected task is reopened as UNDER_REVIEW first.':
    '과제 {0}번({1})은 {2} 상태에서 바로 {3} 상태가 될 수 없습니다. 종결, 대체·통합, 미반영 과제는 먼저 UNDER_REVIEW로 되돌리세요.',
  'The last step of task {0} ({1}) is dated {2}. Give that date or a later one.':
    '과제 {0}번({1})의 마지막 단계 날짜는 {2}입니다. 그 날짜나 더 늦은 날짜를 적으세요.',
  'Add it with the status that it had before it was superseded, and then supersede it.':
    '대체·통합되기 전의 상태로 등록한 다음 대체·통합으로 처리하세요.',
  'Only a superseded task has successors. Leave this out.': '승계 과제는 대체·통합된 과제에만 있습니다. 이 항목을 빼세요.',
  'Name the task that took it over with replacePolicyTask, mergePolicyTasks or splitPolicyTask, or say that the source does not name it.':
    'replacePolicyTask, mergePolicyTasks, splitPolicyTask 가운데 하나로 이어받은 과제를 적거나, 출처에 이름이 없다고 표시하세요.',
  'Name at least one.': '하나 이상 적으세요.',
  'Name at most two.': '둘까지만 적으세요.',
  'This is a row or column already. Name each once.': '이미 행이나 열에 있습니다. 한 번씩만 적으세요.',
  'The second day lies before the first. Give a later one.': '둘째 날이 첫째 날보다 앞섭니다. 더 늦은 날을 적으세요.',
  'This is not a division of the body. Choose one of its divisions.': '이 기구의 분과가 아닙니다. 이 기구의 분과를 고르세요.',
  'The review round is closed already. Nothing is left to do.': '이미 마감된 점검 회차입니다. 더 할 일이 없습니다.',
  'The review round is still open. Revise the review instead.': '아직 마감되지 않은 점검 회차입니다. 점검·평가를 수정하세요.',
  'The review was corrected already. Correct the correction {0} instead.': '이미 정정한 점검·평가입니다. 그 정정을 다시 정정하세요({0}).',
  'The task belongs to another body or division than the round. Choose another round.':
    '점검 회차와 다른 기구나 분과의 과제입니다. 다른 점검 회차를 고르세요.',
  'A division reviews every half-year. Name the division.': '반기 점검은 분과가 합니다. 분과를 적으세요.',
  'The plenary reviews every quarter. Leave the division out.': '분기 점검은 전체회의가 합니다. 분과를 빼세요.',
  'The year has {0} such rounds. Give 1 to {1}.': '이 점검 회차는 한 해에 {0}번 있습니다. 1~{1} 가운데서 적으세요.',
  'Give 0 to 100 percent.': '0~100퍼센트로 적으세요.',
  'Name at least two successors, or replace the task by one.': '승계 과제를 둘 이상 적거나, 하나이면 대체로 처리하세요.',
  'This task is named already. Name each task once.': '이미 적은 과제입니다. 과제마다 한 번만 적으세요.',
};
