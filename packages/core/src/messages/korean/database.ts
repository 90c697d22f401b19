import type { Sentences } from '../translation.js';

/** Opening the database, and reading lists of it. */
export const database: Sentences = {
  'The data folder {0} is in use by {1}. Stop that process first, or choose another folder.':
    '데이터 폴더를 다른 곳에서 쓰고 있습니다({0}, {1:sentence}). 그 프로세스를 먼저 멈추거나 다른 폴더를 고르세요.',
  'another process': '다른 프로세스',
  'process {0}': '프로세스 {0}',
  'There is no database in the data folder {0}. Check its name, or have one made there.':
    '데이터 폴더에 데이터베이스가 없습니다({0}). 폴더 이름을 확인하거나, 그 자리에 새로 만드세요.',
  'The data folder {0} cannot be written to. Give this account write access to it, or choose another folder.':
    '데이터 폴더에 쓸 수 없습니다({0}). 이 계정에 쓰기 권한을 주거나 다른 폴더를 고르세요.',
  'The database in the data folder {0}, of PostgreSQL {1}, cannot be started by this version of PCRM, or is damaged. Open it with the version that wrote it, restore a backup, or choose another folder.':
    '데이터 폴더의 데이터베이스를 이 버전의 PCRM으로 시작할 수 없거나 손상되었습니다({0}, PostgreSQL {1:sentence}). 기록한 버전으로 열거나, 백업을 되살리거나, 다른 폴더를 고르세요.',
  'an unknown version': '알 수 없는 버전',
  'DATABASE_URL is not the address of a PostgreSQL server. Write it as postgresql://user:password@host:5432/database.':
    'DATABASE_URL이 PostgreSQL 서버의 주소가 아닙니다. postgresql://user:password@host:5432/database 꼴로 쓰세요.',
  'The PostgreSQL server is version {0}. Use version 15 or later.': 'PostgreSQL 서버의 버전({0})이 낮습니다. 15 이상을 쓰세요.',
  "The database in DATABASE_URL has the encoding {0}. Create it with ENCODING 'UTF8'.":
    "DATABASE_URL의 데이터베이스 인코딩이 맞지 않습니다({0}). ENCODING 'UTF8'로 만드세요.",
  'The PostgreSQL server in DATABASE_URL cannot be used: {0}. Check that it runs, that the database exists, and the user and password.':
    'DATABASE_URL의 PostgreSQL 서버를 쓸 수 없습니다({0}). 서버가 켜져 있는지, 데이터베이스가 있는지, 사용자와 비밀번호가 맞는지 확인하세요.',
  "The database cannot be brought up to date: {0}. Use a database that is PCRM's alone, owned by the user who signs in; if it was in use before, restore the last backup.":
    '데이터베이스를 최신 구조로 바꿀 수 없습니다({0}). 접속하는 사용자가 소유한 PCRM 전용 데이터베이스를 쓰고, 쓰던 것이면 마지막 백업을 되살리세요.',
  'A schema has 1 to 63 small letters, digits and underscores, a letter first, such as council_agenda.':
    '스키마 이름은 소문자로 시작하는 1~63자의 소문자, 숫자, 밑줄입니다. 예: council_agenda',
  'The schema {0} is not for own tables. {1}': '자체 테이블에 쓸 수 없는 스키마입니다({0}). {1:sentence}',
  "The schema {0} is the product's own. {1}": '제품이 쓰는 스키마입니다({0}). {1:sentence}',
  "The schema {0} has tables that are not this project's. {1}": '이 프로젝트의 것이 아닌 테이블이 있는 스키마입니다({0}). {1:sentence}',
  'Choose a name of the project, such as council_agenda.': '프로젝트의 이름을 고르세요. 예: council_agenda',
  'A migration has a name of letters, digits, _, - and ., such as 20130115090000_items.':
    '마이그레이션 이름은 글자, 숫자, _, -, .으로 짓습니다. 예: 20130115090000_items',
  'Migrations are applied in the order of their names. Give each a name after the one before.':
    '마이그레이션은 이름 순서로 적용됩니다. 앞의 것보다 뒤에 오는 이름을 지으세요.',
  'The migration {0} of {1} cannot be applied: {2}. Nothing of it was written. Correct it and start again.':
    '마이그레이션을 적용할 수 없습니다({1}의 {0}: {2}). 아무것도 기록되지 않았습니다. 고친 뒤 다시 시작하세요.',
  'The tables of {0} have had the migration {1}, which this program does not know. Start the version that has it.':
    '테이블에 이 프로그램이 모르는 마이그레이션이 적용되어 있습니다({0}의 {1}). 그 마이그레이션이 있는 버전을 시작하세요.',
  'The migration {0} of {1} was changed after it was applied. Restore it, and write the change as the next migration.':
    '적용한 뒤에 마이그레이션이 바뀌었습니다({1}의 {0}). 되돌리고, 바꿀 것은 다음 마이그레이션으로 쓰세요.',
  'The migration {0} of {1} comes before {2}, which was applied already. Give it a later name.':
    '마이그레이션이 이미 적용된 것보다 앞섭니다({1}의 {0}, 적용된 것: {2}). 더 뒤에 오는 이름을 지으세요.',
  'Ask for the first rows or for the last rows, not for both.': '처음 행과 마지막 행을 함께 요청할 수 없습니다. 하나만 요청하세요.',
  'Use `after` with `first`, and `before` with `last`.': '`after`는 `first`와, `before`는 `last`와 함께 쓰세요.',
  'A page has 1 to {0} rows.': '한 쪽은 1~{0}행입니다. 그 안에서 요청하세요.',
  'Use a cursor that an earlier page of the same list gave.': '같은 목록의 앞선 쪽에서 받은 커서를 쓰세요.',
};
