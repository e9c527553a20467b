"""The people of the city (居民): who they are, how they live, who acts for them, what they need.

| word | meaning | Chinese |
|---|---|---|
| resident | a person the city serves, or who acts for one | 居民 |
| home, hukou | where one usually lives; where one's household is registered | 常住地, 户籍地 |
| region | a six-digit code of GB/T 2260 | 行政区划代码 |
| household | the people who live together behind one door | 户 |
| status | a dated circumstance that services depend on | 身份: 低保, 特困, 失能, 独居 … |
| level | 1 to 4 of a care need (4 total) or a disability (1 most severe) | 等级 |
| dietary need | what food must respect: an allergy blocks, the rest warns | 饮食需求 |
| family account | the holder and the wards, five at most, for whom the holder acts | 家庭账户 |
| proxy, ward, holder | the binding; for whom; who acts | 代办绑定 |
| scope | what the holder may see and do: meals, the record, stages of services | 代办范围 |
| departure | a death, or a move out of the city | 去世, 迁出 |
| keeper | who keeps the records of an area's residents | 居民档案管理人 |
| reveal | looking at unmasked numbers, for a reason that is kept | 查看完整证件号 |

Decisions:

* Age is never stored but asked of the birth date as of a day. Who was born on 29 February completes
  a year on 1 March, as PostgreSQL's `age` has it, so lists can be filtered by birth dates.
* An identity number is checked with python-stdnum but for one thing: its county's code must not
  have been abolished before the birth, while `ric.validate` wants it in use in the year of birth.
  Numbers were first given out in 1984, so that would refuse most of the elderly.
* Numbers are sealed, hashed to be found, and masked to be shown; a list never decrypts. The clear
  text is read after a command has recorded who looked and why, so no log or stored answer has it.
* The limit of five wards is a slot from 1 to 5 that no other active proxy of the holder has on the
  same days. What staff do at a counter on a resident's behalf takes no slot.
* A proxy needs the consent of both sides: one proposes, the other accepts, or the ward signs on
  paper. Proposing needs the other's identity number and name, and whoever is wrong about them five
  times waits for an hour, so nobody can look people up by it.
* A proxy may do what its scopes say, each by itself, and knows besides only who the ward is and how
  to reach them (`rules.proxies`). Every read and command names the scope that it asks for.
* A death ends what the resident had with the day, proxies at once; a move away with the day before.
  The record keeps what it cut short, so that a mistake can be put right. Proxies do not come back.
* Residents without a home in the city are family members elsewhere who act for someone here.
* Staff who serve at a counter find residents by name within the area of their grant, or of their
  site; numbers, statuses and addresses are for the family, the keepers and the auditors.
* A service may say whom its staff serve wherever they live (`schema.access.service`): of those they
  see the name and the masked telephone and, in a kitchen, what the food must respect.
"""
