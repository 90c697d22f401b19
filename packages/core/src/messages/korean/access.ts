import type { Sentences } from '../translation.js';

export const access: Sentences = {
  'Staff have a role and services have scopes. Leave this out.': '직원에게는 역할을, 서비스에는 권한을 줍니다. 이 항목을 빼세요.',
  'A member of staff needs a role.': '직원에게는 역할이 있어야 합니다. 역할을 정하세요.',
  'A role gives staff their scopes. Leave scopes out.': '직원의 권한은 역할에서 나옵니다. 권한 목록을 빼세요.',
  'A service has scopes and no role. Leave the role out.': '서비스에는 역할 없이 권한만 줍니다. 역할을 빼세요.',
  'Write the issuer exactly as its tokens do, such as https://login.example.go.kr.':
    '발급자는 토큰에 적힌 그대로 쓰세요. 예: https://login.example.go.kr',
  'The key was revoked or has expired, so that nothing takes over from it. Issue a new key.':
    '폐기되었거나 만료된 키여서 다른 키로 바꿀 수 없습니다. 새 키를 발급하세요.',
  'The key would have expired already. Choose a later time.': '키가 이미 만료된 것이 됩니다. 더 늦은 시각을 고르세요.',
  'Name at least one scope, or leave the scopes out: then it is all that the actor may do.':
    '권한을 하나 이상 적거나 목록을 빼세요. 빼면 사용자가 할 수 있는 일을 모두 할 수 있습니다.',
  'Write 0 or more minutes; 0 ends the earlier key at once.': '0분 이상을 적으세요. 0이면 이전 키가 바로 끝납니다.',
  'Write at most {0} minutes, which are a week.': '한 주인 {0}분 이하를 적으세요.',
  'There is no secret in the folder {0}. Check its name, set PCRM_SECRET, or have one made there.':
    '폴더에 비밀값이 없습니다({0}). 폴더 이름을 확인하거나, PCRM_SECRET을 설정하거나, 그 자리에 새로 만드세요.',
  'The secret is too short. Use at least 32 bytes, such as `openssl rand -base64 48`.':
    '비밀값이 너무 짧습니다. 32바이트 이상으로 만드세요. 예: `openssl rand -base64 48`',
  'A database on a server needs the secret of the installation. Give openPcrm a `secret`, or set PCRM_SECRET.':
    '서버의 데이터베이스를 쓰려면 설치 비밀값이 필요합니다. openPcrm에 `secret`을 주거나 PCRM_SECRET을 설정하세요.',
  'The file {0} cannot be read or made. Give this account access to it, or set PCRM_SECRET.':
    '파일을 읽거나 만들 수 없습니다({0}). 이 계정에 접근 권한을 주거나 PCRM_SECRET을 설정하세요.',
  'The file {0} holds fewer than 32 bytes and so is damaged. Restore it from a backup; or delete it, and issue all API keys anew.':
    '파일이 32바이트보다 짧아 손상된 것입니다({0}). 백업에서 되살리거나, 지우고 API 키를 모두 다시 발급하세요.',
};
