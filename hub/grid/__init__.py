"""The five-level grid of the city (五级网格): what lies where, and who answers for it.

| word | meaning | Chinese |
|---|---|---|
| area | a node of the grid, of one kind | 网格节点 |
| city, township, community | the levels of government; a compound is none | 市, 镇街, 社区 |
| compound, building, entrance | the residential levels | 小区, 楼栋, 单元 |
| subtree | an area and everything below it | 辖区 |
| parent history | which area an area lay in, and when | 隶属沿革 |
| role definition | a post that every area of a kind should have, kept as data | 三长两员 |
| post | one seat of a role definition in one area: held or vacant | 岗位 |
| leader | the person who holds a post from a day until a day | 网格长, 楼栋长, 单元长 |
| deputy | who stands in for a leader; a post may have one of each | 副职 |
| operating mode | normal, warning, emergency or recovery, per subtree | 平急转换 |
| site | a place that serves people: a canteen, a meal point, a service centre | 服务场所 |

Decisions:

* The current path from the city down to an area is stored on the area (`ancestors`, with a GIN
  index), so a subtree of any size is one index condition; a move rewrites it for the whole subtree
  in one statement. Questions about the past walk the dated parents instead, which are few.
* A building that is moved keeps its key and code. Its parent history says where it used to lie.
* Which posts there are is data with a source, because no published text lists the 三长两员.
* A mode is an interval that ends by itself unless renewed; an area works in the strictest mode of
  itself and everything above it, and the strictness grows NORMAL, RECOVERY, WARNING, EMERGENCY.
* The grid lies below people: a leader is a name and a telephone for the notice board, and may carry
  the key of a resident, which `people` guards with the foreign key.
"""
