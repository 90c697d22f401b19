import type { Sentences } from '../translation.js';

/** What the constraints of the database hold. */
export const constraints: Sentences = {
  'This record is history and is never rewritten. Enter a new record that corrects it.':
    '이력으로 남는 기록이어서 고쳐 쓸 수 없습니다. 바로잡는 새 기록을 입력하세요.',
  'Another key took over from this one already, and its secret was told then. Rotate that key, or revoke it and issue a new one.':
    '이 키는 이미 다른 키로 바뀌었고, 그때 비밀값을 알렸습니다. 바뀐 키를 다시 교체하거나, 폐기하고 새로 발급하세요.',
  'This account is linked to somebody already. Unlink it there first, or check the subject.':
    '이미 다른 사용자에게 연결된 계정입니다. 그 연결을 먼저 끊거나 subject를 확인하세요.',
  'Only an organization can stand here, and this stakeholder is a person. Choose an organization.':
    '기관·단체만 올 수 있는 자리인데 개인이 지정되었습니다. 기관·단체를 고르세요.',
  'An organization cannot be part of itself. Choose another parent.':
    '기관·단체가 자기 자신의 하위일 수 없습니다. 다른 상위 기관을 고르세요.',
  'It was said already that these two are not the same.': '두 정책고객이 서로 다르다고 이미 표시되어 있습니다.',
  'The department already has a relationship manager for this stakeholder in that period. End that period first.':
    '그 기간에 이 정책고객을 맡은 담당자가 부서에 이미 있습니다. 그 담당 기간을 먼저 끝내세요.',
  'The member already has this role in this organization in that period. End the earlier membership first, or change the period.':
    '그 기간에 이 기관·단체에서 이미 같은 역할을 맡고 있습니다. 앞의 소속을 먼저 끝내거나 기간을 바꾸세요.',
  'The body already has a chair in that period. End that term first, or define the body with co-chairs.':
    '그 기간에 이 기구의 의장이 이미 있습니다. 그 임기를 먼저 끝내거나 공동 의장을 두는 기구로 정하세요.',
  'Every seat of the post is held in that period. End a holder’s period first, or raise the capacity of the post.':
    '그 기간에 이 직위의 자리가 모두 차 있습니다. 재직자 한 명의 기간을 먼저 끝내거나 직위의 정원을 늘리세요.',
  'An organization cannot be a member of itself. Choose another member.':
    '기관·단체가 자기 자신의 회원일 수 없습니다. 다른 회원을 고르세요.',
  'Only a body can have a chair, and this organization is none. Establish it as a body first.':
    '의장은 기구에만 둘 수 있는데 이 기관·단체는 기구가 아닙니다. 먼저 기구로 등록하세요.',
  'The body does not have that many chairs. Choose a lower seat number, or define the body with co-chairs.':
    '이 기구의 의장 수를 넘는 자리 번호입니다. 더 작은 번호를 고르거나 공동 의장을 두는 기구로 정하세요.',
  'The post belongs to another organization. Choose a post of this organization.':
    '다른 기관·단체의 직위입니다. 이 기관·단체의 직위를 고르세요.',
  'The post does not have that many seats. Choose a lower seat number, or raise its capacity.':
    '이 직위의 정원을 넘는 자리 번호입니다. 더 작은 번호를 고르거나 정원을 늘리세요.',
  'An ex officio seat needs the post: a person must hold it from the day on which the seat begins until it ends, an organization sits through a post of its own. Enter who holds the post first.':
    '당연직 자리에는 직위가 필요합니다. 개인은 자리가 시작되는 날부터 끝날 때까지 그 직위에 있어야 하고, 기관·단체는 자기 직위로 참여합니다. 직위의 재직자를 먼저 입력하세요.',
  'The division belongs to another body. Choose a division of this body.': '다른 기구의 분과입니다. 이 기구의 분과를 고르세요.',
  'The organization already has a post of this title. Raise its capacity, or choose another title.':
    '이 기관·단체에 같은 이름의 직위가 이미 있습니다. 그 직위의 정원을 늘리거나 다른 이름을 쓰세요.',
  'More seats are or were taken than would be left. Choose a higher number.':
    '이미 쓰고 있거나 썼던 자리보다 적어집니다. 더 큰 수를 적으세요.',
  'The body already has a division of this name. Use that one, or choose another name.':
    '이 기구에 같은 이름의 분과가 이미 있습니다. 그 분과를 쓰거나 다른 이름을 쓰세요.',
  'Another division stands at this position. Choose another, or leave it out to put the division last.':
    '그 순서에 다른 분과가 있습니다. 다른 순서를 고르거나, 순서를 빼서 맨 뒤에 두세요.',
  'The budget of this organization for this year is recorded already. Use that one.':
    '이 기관·단체의 그해 예산이 이미 기록되어 있습니다. 그 예산을 쓰세요.',
  'This source already declares that figure. Correct the source, or tell the two apart by a qualifier.':
    '이 출처에 같은 수치가 이미 있습니다. 출처를 바로잡거나 한정어로 둘을 구별하세요.',
  'The body already has a quota on this basis in that period. End the earlier one first.':
    '그 기간에 이 기구의 같은 위촉 근거에 대한 정원이 이미 있습니다. 앞의 정원을 먼저 끝내세요.',
  'The body already has an order of rotation in that period. End the earlier one first.':
    '그 기간에 이 기구의 윤번 순서가 이미 있습니다. 앞의 순서를 먼저 끝내세요.',
  'The line stands in the budget of another organization. Choose a line of a budget of the payer or of one of its units.':
    '다른 기관·단체의 예산에 있는 항목입니다. 납부 기관이나 그 하위 조직의 예산 항목을 고르세요.',
  'The body already has a meeting with this number. Choose another number, or revise that meeting.':
    '이 기구에 같은 차수의 회의가 이미 있습니다. 다른 차수를 고르거나 그 회의를 수정하세요.',
  'Another appointment was held with this engagement already. Choose the one that came of this appointment.':
    '이 접촉 이력은 이미 다른 일정에 이어져 있습니다. 이 일정에서 나온 접촉 이력을 고르세요.',
  'The appointment was held or cancelled already. Plan a new one.': '이미 진행되었거나 취소된 일정입니다. 새 일정을 잡으세요.',
  'There is already a task with this number in this origin. Revise that one, or choose another number.':
    '같은 구분에 같은 번호의 정책과제가 이미 있습니다. 그 과제를 수정하거나 다른 번호를 고르세요.',
  'A step in the status history is not dated before the last one. Give the date of that one, or a later one.':
    '상태 이력의 날짜는 마지막 단계보다 앞설 수 없습니다. 그 날짜나 더 늦은 날짜를 적으세요.',
  'This is not a review of the task. Choose one of its reviews.': '이 과제의 점검·평가가 아닙니다. 이 과제의 점검·평가를 고르세요.',
  'The successor does not exist yet on that date: its history begins later. Give a later date, or choose another successor.':
    '승계 과제의 이력이 그 날짜보다 뒤에 시작합니다. 더 늦은 날짜를 적거나 다른 승계 과제를 고르세요.',
  'A superseded task names the task that took it over. Name its successors, or say that the source does not name them.':
    '대체·통합된 과제에는 이어받은 과제를 적어야 합니다. 승계 과제를 적거나, 출처에 이름이 없다고 표시하세요.',
  'The successor was itself taken over, directly or through others, by this task: lineage would run in a circle. Choose another successor.':
    '승계 과제가 바로 또는 다른 과제를 거쳐 이 과제로 이어져 계보가 돌게 됩니다. 다른 승계 과제를 고르세요.',
  'A task cannot succeed itself. Choose another successor.': '과제가 자기 자신을 이어받을 수 없습니다. 다른 승계 과제를 고르세요.',
  'The proposal has a lead proposer already. Name only one as lead.': '대표 건의자가 이미 있습니다. 한 곳만 대표로 지정하세요.',
  'The meeting is one of another body. Choose a meeting of this body, or leave the body out.':
    '다른 기구의 회의입니다. 이 기구의 회의를 고르거나 기구를 빼세요.',
  'The earlier proposal itself raises this one again, directly or through others: the chain would run in a circle. Choose another one.':
    '앞의 건의가 바로 또는 다른 건의를 거쳐 이 건의를 다시 제기한 것이어서 돌게 됩니다. 다른 건의를 고르세요.',
  'Only what was submitted is raised again, and the earlier proposal is a draft. Submit it first.':
    '제출한 건의만 다시 제기할 수 있는데 앞의 건의는 초안입니다. 먼저 제출하세요.',
  'This was proposed before the proposal that it is to raise again. Turn the two around, or give a later date.':
    '다시 제기하려는 건의보다 먼저 건의된 것입니다. 둘의 순서를 바꾸거나 더 늦은 날짜를 적으세요.',
  'Nobody makes this proposal. Name the body, or at least one proposer.':
    '건의하는 곳이 없습니다. 기구를 적거나 건의자를 하나 이상 적으세요.',
  'A proposal stands under an agenda item that would be removed. Keep the item, or revise the proposal first.':
    '빼려는 안건에 건의가 달려 있습니다. 안건을 남기거나 건의를 먼저 수정하세요.',
  'A joint task was taken on under an agenda item that would be removed. Keep the item, or revise the joint task first.':
    '빼려는 안건에 공동협력과제가 달려 있습니다. 안건을 남기거나 공동협력과제를 먼저 수정하세요.',
  'Nothing is answered and nothing comes of a proposal before it was submitted. Submit it first, or give a later date.':
    '제출하기 전의 건의에는 회신이나 결과가 있을 수 없습니다. 먼저 제출하거나 더 늦은 날짜를 적으세요.',
  'The joint task would begin when it has ended already. Give an earlier date.':
    '공동협력과제가 끝난 뒤에 시작하게 됩니다. 더 이른 날짜를 적으세요.',
  'The task is a joint task of this body in that period already. Revise that one, or end it first.':
    '그 기간에 이미 이 기구의 공동협력과제입니다. 그 기록을 수정하거나 먼저 끝내세요.',
  'There is already a round of this kind for that period. Use it, or choose another period.':
    '그 기간에 같은 종류의 점검 회차가 이미 있습니다. 그 회차를 쓰거나 다른 기간을 고르세요.',
  'The task was already reviewed in this round. Correct that review instead.':
    '이 점검 회차에서 이미 점검한 과제입니다. 그 점검·평가를 정정하세요.',
  'The review was corrected already. Correct the latest correction instead.':
    '이미 정정한 점검·평가입니다. 가장 최근의 정정을 다시 정정하세요.',
  'The review round is closed and is not rewritten. Enter a correction of the review instead.':
    '마감된 점검 회차여서 고쳐 쓸 수 없습니다. 점검·평가의 정정을 입력하세요.',
  'One of the days is a holiday already. Leave it out, or withdraw it first.':
    '이미 공휴일인 날이 있습니다. 그 날을 빼거나 먼저 철회하세요.',
  'An engagement does not answer itself. Choose the later one in which the answer went back.':
    '접촉 이력이 자기 자신에 대한 환류일 수 없습니다. 답변이 돌아간 뒤의 접촉 이력을 고르세요.',
  'It is recorded already that this engagement answered that opinion. Nothing is left to do.':
    '이 접촉 이력으로 그 의견에 답변했다고 이미 기록되어 있습니다. 더 할 일이 없습니다.',
  'The entry was corrected or taken back already. Correct the latest correction instead.':
    '이미 정정되었거나 취소된 입장 기록입니다. 가장 최근의 정정을 다시 정정하세요.',
  'A natural person’s stance needs a legal basis, and an organization’s has none. Say what permits the city to keep it, or leave it out.':
    '개인의 입장에는 법적 근거가 필요하고 기관·단체의 입장에는 없습니다. 시가 보관할 근거를 적거나, 기관·단체이면 빼세요.',
  'A correction names an entry of the same stakeholder on the same policy task or proposal. Take the wrong entry back and record a new one.':
    '정정은 같은 정책고객이 같은 정책과제나 건의에 보인 입장에만 할 수 있습니다. 잘못된 기록을 취소하고 새로 입력하세요.',
  'A correction names a review of the same task in the same round. Choose that review.':
    '정정은 같은 점검 회차에서 같은 과제를 점검한 기록에만 할 수 있습니다. 그 점검·평가를 고르세요.',
  'The programme already has a session with this number. Choose another number, or revise that session.':
    '이 프로그램에 같은 번호의 회차가 이미 있습니다. 다른 번호를 고르거나 그 회차를 수정하세요.',
  'A session that starts at a time is planned for that day in Korea. Give only the time, or only the date.':
    '시작 시각을 정한 회차의 예정일은 그 시각의 한국 날짜입니다. 시각만 적거나 날짜만 적으세요.',
  'The session must end after it starts. Check both times.': '회차는 시작한 뒤에 끝나야 합니다. 두 시각을 확인하세요.',
  'Registration must close after it opens. Check both times.': '신청은 연 뒤에 마감해야 합니다. 두 시각을 확인하세요.',
  'More are registered than there would be places. Choose at least as many places, or cancel registrations first.':
    '신청자가 정원보다 많아집니다. 정원을 신청자 수 이상으로 적거나 신청을 먼저 취소하세요.',
  'More wait than the waiting list would hold. Choose a longer one, or cancel registrations first.':
    '대기자가 대기 정원보다 많아집니다. 대기 정원을 늘리거나 신청을 먼저 취소하세요.',
  'The programme was cancelled and plans no more sessions. Add a new programme, or plan the session in another.':
    '취소된 프로그램이어서 회차를 더 잡을 수 없습니다. 새 프로그램을 등록하거나 다른 프로그램에 회차를 잡으세요.',
  'The session is not to come any more: it was held or cancelled. Choose another session.':
    '이미 열렸거나 취소된 회차입니다. 다른 회차를 고르세요.',
  'Somebody would wait although a place is free. Repeat the request.': '빈자리가 있는데 대기자가 생기게 됩니다. 요청을 다시 보내세요.',
  'Somebody would get a place before those who have waited longer. Repeat the request.':
    '먼저 기다린 사람보다 앞서 자리를 받게 됩니다. 요청을 다시 보내세요.',
  'The stakeholder takes part in this session already. Use that participation.':
    '이미 이 회차에 참여하는 정책고객입니다. 그 참여 기록을 쓰세요.',
  'Somebody else registered at the same moment. Repeat the request.': '같은 순간에 다른 사람이 신청했습니다. 요청을 다시 보내세요.',
  'There is already such a record ({0}). Use that one, or change what must be unique.':
    '같은 기록이 이미 있습니다({0}). 그 기록을 쓰거나 겹치면 안 되는 값을 바꾸세요.',
  'This breaks the rule {0}. Check the input against it.': '규칙에 어긋납니다({0}). 입력을 규칙과 비교해 보세요.',
  'Others are changing the same records at this moment. Repeat the request.':
    '지금 다른 사람이 같은 기록을 바꾸고 있습니다. 요청을 다시 보내세요.',
  'Other records still refer to what would be removed. Keep it, or change those first.':
    '없애려는 것을 다른 기록이 가리키고 있습니다. 그대로 두거나 그 기록을 먼저 바꾸세요.',
  'There is no record with this id. Check the id.': '이 id의 기록이 없습니다. id를 확인하세요.',
};
