import type { Sentences } from '@pcrm/core';
import type { ServiceErrorCode } from './error-codes.js';

/** What stands before a sentence that is for programmers and has no Korean, such as those of GraphQL itself. */
export const koreanLeads: Readonly<Partial<Record<ServiceErrorCode, string>>> = {
  GRAPHQL_PARSE_FAILED: '문서가 GraphQL 문법에 맞지 않습니다.',
  GRAPHQL_VALIDATION_FAILED: '문서가 스키마와 맞지 않습니다.',
  OPERATION_RESOLUTION_FAILURE: '실행할 작업을 정할 수 없습니다.',
  BAD_REQUEST: '읽을 수 없는 요청입니다.',
};

/** The Korean of every sentence with which the service itself refuses. */
export const koreanMessages: Sentences = {
  'This needs an API key or access token that is valid. Send it in the header "Authorization: Bearer ...", or ask an administrator for one.':
    '유효한 API 키나 접근 토큰이 필요합니다. "Authorization: Bearer ..." 헤더로 보내거나 관리자에게 발급을 요청하세요.',
  'The database cannot be reached at this moment. Repeat the request in a few seconds, with the same idempotency key.':
    '지금 데이터베이스에 접속할 수 없습니다. 몇 초 뒤에 같은 멱등 키로 요청을 다시 보내세요.',
  'The identity provider cannot be reached at this moment, so that nobody can tell whether the token is good. Repeat the request in a few seconds, or use an API key.':
    '지금 인증 서버에 접속할 수 없어 토큰을 확인할 수 없습니다. 몇 초 뒤에 요청을 다시 보내거나 API 키를 쓰세요.',
  'Something went wrong in the service, and it has been logged. If it happens again, tell an administrator the request id.':
    '서비스에 문제가 생겨 기록해 두었습니다. 다시 일어나면 관리자에게 요청 id를 알려 주세요.',
  'Send the operation as JSON, with the header "Content-Type: application/json".':
    '작업은 JSON으로 보내야 합니다. "Content-Type: application/json" 헤더와 함께 보내세요.',
  'The parameters "variables" and "extensions" have to be JSON.': '매개변수 "variables"와 "extensions"는 JSON으로 쓰세요.',
  'A subscription is answered as an event stream. Send the header "Accept: text/event-stream".':
    '구독의 답변은 이벤트 스트림입니다. "Accept: text/event-stream" 헤더를 보내세요.',
  'Send the id of the last event that the service gave you, or leave the header out to begin with what happens now.':
    '서비스에서 받은 마지막 이벤트 id를 보내거나, 헤더를 빼서 지금부터 받으세요.',
  'The service is about to stop. Subscribe again in a few seconds.': '서비스가 곧 멈춥니다. 몇 초 뒤에 다시 구독하세요.',

  '{0}; at most {1} are taken. {2}': '{0:sentence} 받을 수 있는 최대는 {1}입니다. {2:sentence}',
  'The body has too many bytes': '본문의 바이트 수가 너무 많습니다.',
  'Send less at once, in several requests.': '여러 요청으로 나누어 보내세요.',
  'The body is a list of {0} operations': '본문에 작업이 {0}개 들어 있습니다.',
  'Send each in a request of its own: connections are kept open.': '연결은 열려 있으니 작업마다 따로 요청을 보내세요.',
  'The variables have too many levels': '변수의 단계가 너무 깊습니다.',
  'No input of the schema has as many: compare them with the types of the variables.':
    '스키마에 그만큼 깊은 입력은 없습니다. 변수의 타입과 비교하세요.',
  'The document has too many words and signs': '문서의 단어와 기호가 너무 많습니다.',
  'Send less in one document: values belong into variables.': '값은 변수에 담아 문서를 줄이세요.',
  'The document has too many brackets within brackets': '문서의 괄호가 너무 깊이 겹쳐 있습니다.',
  'Write it flatter: values belong into variables.': '값은 변수에 담아 문서를 얕게 쓰세요.',
  'The document has {0} operations and fragments': '문서에 작업과 프래그먼트가 {0}개 있습니다.',
  'Send what you execute, and the fragments of it.': '실행할 작업과 거기에 쓰이는 프래그먼트만 보내세요.',
  'The document has {0} directives': '문서에 지시어가 {0}개 있습니다.',
  'Leave out those that change nothing, or ask in several requests.': '바꾸는 것이 없는 지시어를 빼거나 여러 요청으로 나누세요.',
  'The document selects fields {0} levels deep': '문서가 필드를 {0}단계까지 고릅니다.',
  'Ask for what is deeper in a second request, by its id.': '더 깊은 것은 id로 두 번째 요청에서 물으세요.',
  'With its fragments filled in, the document selects {0} fields': '프래그먼트를 채우면 문서가 고르는 필드가 {0}개입니다.',
  'Ask in several requests.': '여러 요청으로 나누어 물으세요.',
  'With its fragments filled in, the document has {0} aliases': '프래그먼트를 채우면 문서의 별칭이 {0}개입니다.',
  'Ask in several requests, or with a filter for many at once.': '여러 요청으로 나누거나, 한꺼번에 찾는 필터로 물으세요.',
  'Cannot spread fragment "{0}" within itself.': '프래그먼트가 자기 자신을 품고 있습니다("{0}"). 돌지 않게 고치세요.',
  'The operation costs {0} points': '작업의 비용이 {0}점입니다.',
  'Ask for smaller pages: below a list everything costs as many times as the list has rows.':
    '쪽의 크기를 줄이세요. 목록 아래의 비용은 목록의 행 수만큼 곱해집니다.',
  'The service has as many event streams as it takes': '서비스의 이벤트 스트림이 가득 찼습니다.',
  'You have as many event streams as one caller may have': '한 호출자가 열 수 있는 이벤트 스트림을 모두 열었습니다.',
  'End one that is not needed, or ask less often by a query.': '필요 없는 스트림을 끝내거나, 가끔 쿼리로 물으세요.',

  '{0} Wait {1} s and repeat it, with the same idempotency key.': '{0:sentence} {1}초 기다린 뒤 같은 멱등 키로 다시 보내세요.',
  'Of the {0} points of this minute none are left.': '이번 1분 동안 쓸 수 있는 {0}점을 모두 썼습니다.',
  'This operation costs {0}, and of the {1} of this minute {2} are left.':
    '이 작업의 비용은 {0}점인데, 이번 1분의 {1}점 가운데 {2}점이 남았습니다.',
  'From your address came {0} requests within a minute that did not sign in.': '이 주소에서 1분 동안 인증되지 않은 요청이 {0}번 왔습니다.',

  '{0}, or ask whoever runs the service to register yours.': '{0:sentence} 새 작업이 필요하면 서비스 운영자에게 등록을 요청하세요.',
  'Only registered operations run here. Send the documentId of one':
    '여기서는 등록된 작업만 실행됩니다. 등록된 작업의 documentId를 보내세요.',
  'There is no registered operation with this documentId': '이 documentId로 등록된 작업이 없습니다. documentId를 확인하세요.',
  'The document and the documentId name different operations. Send one of them.':
    '문서와 documentId가 서로 다른 작업을 가리킵니다. 하나만 보내세요.',

  'The header Idempotency-Key has 1 to 255 printable characters of ASCII. Send a UUID.':
    'Idempotency-Key 헤더는 1~255자의 ASCII 글자로 씁니다. UUID를 보내세요.',
  'With the header Idempotency-Key a request has one mutation. Send each in a request of its own, or give each its argument idempotencyKey.':
    'Idempotency-Key 헤더가 있는 요청에는 뮤테이션이 하나만 들어갑니다. 따로 보내거나, 뮤테이션마다 idempotencyKey 인자를 주세요.',
  '{0} takes no idempotency key. Leave the header Idempotency-Key out.':
    '멱등 키를 받지 않는 뮤테이션입니다({0}). Idempotency-Key 헤더를 빼세요.',

  'There is no such route. {0}openapi.json has them all.': '그런 경로가 없습니다. 모든 경로는 {0}openapi.json에 있습니다.',
  'There is no answer.': '답변이 없습니다. 관리자에게 요청 id를 알려 주세요.',
  'There is no {0} with this id, or you may not see it. Check the id, or ask an administrator for access.':
    '이 id의 기록({0:record})이 없거나 볼 권한이 없습니다. id를 확인하거나 관리자에게 권한을 요청하세요.',
  'There is no parameter "{0}" here. Use {1}.': '여기에 없는 매개변수입니다("{0}"). 쓸 수 있는 것: {1}.',
  'The parameter "{0}" is one value. Give it once.': '값이 하나인 매개변수입니다("{0}"). 한 번만 쓰세요.',
  'There is no "{0}" here. Use {1}.': '여기에 없는 필드입니다("{0}"). 쓸 수 있는 것: {1}.',
  'The body has to be a JSON object.': '본문은 JSON 객체여야 합니다. 객체로 보내세요.',
  'The body has to be a JSON object, such as {"query": "{ viewer { name } }"}.':
    '본문은 {"query": "{ viewer { name } }"}와 같은 JSON 객체여야 합니다. 객체로 보내세요.',
  'The body is no JSON. Send an object, such as {"query": "{ viewer { name } }"}.':
    '본문이 JSON이 아닙니다. {"query": "{ viewer { name } }"}와 같은 객체를 보내세요.',
  'If-Match has to be the ETag of the record, such as "3" with its quotes.': 'If-Match에는 기록의 ETag를 따옴표까지 쓰세요. 예: "3"',
};
