"""Notifications (消息通知): telling people what happened, once, in their language, when it suits.

| word | meaning | Chinese |
|---|---|---|
| topic | what people can be told of, and can decline to be told | 通知事项 |
| audience | whom a topic is for: residents and their proxies, or staff | 接收对象 |
| notification | one message about one cause to one recipient: a line of their inbox | 通知 |
| recipient | a resident, or the account of somebody who works here; has a language | 接收人 |
| cause | what happened; with the recipient it names a notification, once | 通知事由 |
| template | the words of a topic in both languages, with named placeholders | 通知模板 |
| channel | a way besides the inbox: text message, WeChat | 通知渠道 |
| delivery | a notification on its way through one channel | 发送记录 |
| sender | what speaks to the gateway of a channel | 发送接口 |
| quiet hours | when nothing but what is urgent is sent | 免打扰时段 |
| opt-out | a recipient's word that a topic is not to come by a channel | 退订 |

Decisions:

* This domain knows recipients, channels and time. What to say and whom to tell is said by the
  domain in which it happened, by its handlers and templates: services never import one another.
  The topics are listed here, because people choose among all of them.
* The inbox is no channel: whatever is told is kept there, and nobody can opt out of it.
* Events are delivered at least once, so a notification is unique by recipient and cause, and a
  delivery by notification and channel: a handler that runs again adds nothing.
* A delivery is taken under a lease and sent outside any transaction. When a worker dies between
  sending and writing that down, it is sent again after the lease under the same idempotency key,
  the delivery's id, at which a gateway stops it. So every delivery is sent at least once and, by a
  gateway that heeds the key, at most once.
* Telephone numbers are opened when a message is sent, and kept nowhere else. Texts name people
  as 王*芬 and never say what somebody eats or suffers from. Both go after half a year.
* Whoever has died is told nothing. Whoever has moved away is: money may come back to them.
"""
