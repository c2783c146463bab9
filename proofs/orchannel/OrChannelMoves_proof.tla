------------------------ MODULE OrChannelMoves_proof ------------------------
(***************************************************************************)
(* Each step of the channels brings one task where its call can come to,   *)
(* and perhaps a partner with it whose call is plain; it leaves the queues *)
(* and who waits for them in order, and nothing else changes (operator     *)
(* Proceeds, lemma EachProceeds).  What that does to the or-channel needs  *)
(* no more about channels than this.                                       *)
(*                                                                         *)
(* Assumed: what module OrChannelPlaces_proof assumes.                     *)
(***************************************************************************)
EXTENDS OrChannelPlaces_proof

\* If one task changes the others do not.
LEMMA OneChanges ==
  ASSUME TypeInv, NEW t \in Task, NEW s, user' = [user EXCEPT ![t] = s]
  PROVE  /\ IsTable' /\ user'[t] = s
         /\ \A u \in Task \ {t} : user'[u] = user[u]
  BY DEF TypeInv, IsTable

\* If two change the others do not.
LEMMA TwoChange ==
  ASSUME TypeInv, NEW t \in Task, NEW u \in Task, t # u, NEW s, NEW r, user' = [user EXCEPT ![t] = s, ![u] = r]
  PROVE  /\ IsTable' /\ user'[t] = s /\ user'[u] = r
         /\ \A w \in Task \ {t, u} : user'[w] = user[w]
  BY DEF TypeInv, IsTable

\* A task that does not begin to wait does not wait for anything new.
LEMMA FewerWait ==
  ASSUME NEW u, user'[u] = user[u] \/ user'[u].pc # "waiting", NEW dir, NEW c
  PROVE  S!WaitsTo(dir, c, u)' => S!WaitsTo(dir, c, u)
  BY DEF S!WaitsTo, S!Waits, S!Is, S!Cases

\* The channels stay in order if nobody begins to wait, and one queue changes as those who wait allow.
LEMMA FewerWaitInOrder ==
  ASSUME InOrder, \A u \in Task : user'[u] = user[u] \/ user'[u].pc # "waiting",
         \A d \in Channels : closed[d] => closed'[d],
         NEW c, \A d \in Channels \ {c} : queue'[d] = queue[d],
         c \in Channels =>
           /\ Len(queue'[c]) <= Capacity(c)
           /\ \A u \in Task : S!WaitsTo("recv", c, u) => queue'[c] = <<>>
           /\ \A u \in Task : S!WaitsTo("send", c, u) => closed[c] \/ Len(queue'[c]) = Capacity(c)
  PROVE  InOrder'
<1>1. QueuesFit'
  BY DEF InOrder, QueuesFit
<1>2. \A u \in Task, d \in Channels : \A dir : S!WaitsTo(dir, d, u)' => S!WaitsTo(dir, d, u)
  BY FewerWait
<1>3. NobodyWaitsInVain'
  BY <1>2 DEF InOrder, NobodyWaitsInVain
<1> QED BY <1>1, <1>3 DEF InOrder

\* So they do if no queue changes.
LEMMA QuietInOrder ==
  ASSUME InOrder, \A u \in Task : user'[u] = user[u] \/ user'[u].pc # "waiting",
         \A d \in Channels : closed[d] => closed'[d], queue' = queue
  PROVE  InOrder'
<1>1. \A u \in Task, d \in Channels : \A dir : S!WaitsTo(dir, d, u)' => S!WaitsTo(dir, d, u)
  BY FewerWait
<1> QED BY <1>1 DEF InOrder, NobodyWaitsInVain, QueuesFit

\* A case that is not about nil is about a channel.
LEMMA CaseChannels ==
  ASSUME TypeInv, TasksAreInPlace, NEW t \in Task, S!Pending(t) \/ S!Waits(t),
         NEW i \in DOMAIN S!Cases(t), S!Cases(t)[i].ch # NilChan
  PROVE  S!Cases(t)[i].ch \in Channels
<1>1. S!Cases(t) = Shape(user[t].form).cases
  BY DEF S!Cases
<1>2. CASE user[t].form \in {"look", "wait"}
  BY <1>1, <1>2, OwnShapes, InputsList, Capacities DEF Channels
<1>3. CASE user[t].form = "done?"
  BY <1>1, <1>3, OwnShapes, Capacities
<1>4. CASE op[t] \in PlainOps /\ t \in User /\ user[t].form = op[t] /\ Shape(op[t]).kind = "select"
  BY <1>1, <1>4, PlainShapes DEF Channels
<1> QED BY <1>2, <1>3, <1>4, AtASelect

\* What is at the head of a queue is on offer; so is the end of a closed channel.
LEMMA OnOffer ==
  ASSUME TypeInv, NEW c \in Channels
  PROVE  /\ queue[c] # <<>> => Head(queue[c]) \in OfferOf(c) /\ Head(queue[c]) \in Val
         /\ queue[c] = <<>> /\ closed[c] => "closed" \in OfferOf(c)
<1>1. queue[c] \in Seq(Val)
  BY DEF TypeInv
<1>2. queue[c] # <<>> => Head(queue[c]) = queue[c][1] /\ Head(queue[c]) \in Val /\ 1 \in 1..1
  BY <1>1
<1> QED BY <1>2 DEF OfferOf

\* So is what somebody sends.
LEMMA SentIsOnOffer ==
  ASSUME TypeInv, TasksAreInPlace, NEW t \in Task, S!Pending(t) \/ S!Waits(t),
         NEW i, NEW c, S!Is(t, i, "send", c)
  PROVE  S!Cases(t)[i].val \in Val /\ S!Cases(t)[i].val \in OfferOf(c) /\ op[t] \in PlainOps /\ t \in User
<1>1. i \in DOMAIN S!Cases(t) /\ S!Cases(t)[i].dir = "send" /\ S!Cases(t)[i].ch = c
  BY DEF S!Is
<1>2. S!Cases(t)[i].val \in Val /\ op[t] \in PlainOps /\ t \in User
  BY <1>1, WhoSends
<1>3. Sends(t, c, S!Cases(t)[i].val)
  BY <1>1 DEF Sends, S!Is, CaseOf
<1> QED BY <1>2, <1>3 DEF OfferOf

\* What each step of the channels comes to.
Proceeds(t) == /\ ChannelStep(t) /\ IsTable'
               /\ queue' \in [Channels -> Seq(Val)] /\ InOrder'

\* One task moves alone, to s.
MovesAlone(t, s) == /\ user' = [user EXCEPT ![t] = s] /\ Moves(t, s)
                    /\ closed' = closed /\ op' = op /\ stage' = stage /\ firing' = firing
LEMMA Alone ==
  ASSUME Inv, NEW t \in Task, NEW s, MovesAlone(t, s)
  PROVE  /\ ChannelStep(t) /\ IsTable'
         /\ user'[t] = s /\ \A u \in Task \ {t} : user'[u] = user[u]
<1>1. /\ IsTable' /\ user'[t] = s
      /\ \A u \in Task \ {t} : user'[u] = user[u]
  BY OneChanges DEF Inv, MovesAlone
<1> QED BY <1>1 DEF ChannelStep, MovesAlone

\* If it does not wait then, and no queue changes, all is in order.
LEMMA AloneQuietly ==
  ASSUME Inv, NEW t \in Task, NEW s, MovesAlone(t, s), s.pc # "waiting", queue' = queue
  PROVE  Proceeds(t)
<1>1. /\ ChannelStep(t) /\ IsTable'
      /\ user'[t] = s /\ \A u \in Task \ {t} : user'[u] = user[u]
  BY Alone
<1>2. InOrder'
  BY <1>1, QuietInOrder DEF Inv, MovesAlone
<1>3. queue' \in [Channels -> Seq(Val)]
  BY DEF Inv, TypeInv
<1> QED BY <1>1, <1>2, <1>3 DEF Proceeds

\* A call that finds a channel closed, or hears that it has been.
LEMMA FindsClosed ==
  ASSUME Inv, NEW t \in Task, NEW i \in DOMAIN S!Cases(t), NEW c, c = S!Cases(t)[i].ch, c # NilChan,
         S!FindClosed(t, i, c) \/ S!Notice(t, i, c), UNCHANGED mine
  PROVE  Proceeds(t)
<1>1. /\ S!Pending(t) \/ S!Waits(t)
      /\ UNCHANGED <<closed, op, stage, firing>> /\ queue' = queue /\ closed[c]
  BY DEF S!FindClosed, S!Notice, S!Same, mine
<1>2. c \in Channels
  BY <1>1, CaseChannels DEF Inv, Control
<1>3. CASE S!Cases(t)[i].dir = "send" /\ user' = [user EXCEPT ![t] = S!Gets(i, "send on closed channel")]
  <2>1. Moves(t, S!Gets(i, "send on closed channel"))
    BY <1>1, <1>3, Records DEF Moves, Sent
  <2>2. MovesAlone(t, S!Gets(i, "send on closed channel"))
    BY <1>1, <1>3, <2>1 DEF MovesAlone
  <2> QED BY <1>1, <2>2, AloneQuietly, Records
<1>4. CASE S!Cases(t)[i].dir = "recv" /\ queue[c] = <<>> /\ user' = [user EXCEPT ![t] = S!Gets(i, "closed")]
  <2>1. Moves(t, S!Gets(i, "closed"))
    BY <1>1, <1>2, <1>4, OnOffer DEF Moves, Receives, Inv
  <2>2. MovesAlone(t, S!Gets(i, "closed"))
    BY <1>1, <1>4, <2>1 DEF MovesAlone
  <2> QED BY <1>1, <2>2, AloneQuietly, Records
<1>5. CASE S!FindClosed(t, i, c)
  BY <1>3, <1>4, <1>5 DEF S!FindClosed, S!Is
<1>6. CASE S!Notice(t, i, c)
  <2>1. S!Is(t, i, "recv", c) => queue[c] = <<>>
    BY <1>2, <1>6 DEF S!Notice, S!WaitsTo, Inv, InOrder, NobodyWaitsInVain
  <2> QED BY <1>3, <1>4, <1>6, <2>1 DEF S!Notice, S!Is
<1> QED BY <1>5, <1>6

\* A send into the buffer.
LEMMA Puts ==
  ASSUME Inv, NEW t \in Task, NEW i \in DOMAIN S!Cases(t), NEW c, c = S!Cases(t)[i].ch, c # NilChan,
         S!Put(t, i, c), UNCHANGED mine
  PROVE  Proceeds(t)
<1>1. /\ S!Pending(t) /\ S!Is(t, i, "send", c) /\ S!Cases(t)[i].dir = "send"
      /\ UNCHANGED <<closed, op, stage, firing>> /\ ~closed[c] /\ Len(queue[c]) < Capacity(c)
      /\ \A u \in Task : ~S!WaitsTo("recv", c, u)
      /\ queue' = [queue EXCEPT ![c] = Append(@, S!Cases(t)[i].val)]
      /\ user' = [user EXCEPT ![t] = S!Gets(i, "sent")]
  BY DEF S!Put, S!Is, mine
<1>2. c \in Channels /\ S!Cases(t)[i].val \in Val
  BY <1>1, CaseChannels, WhoSends DEF Inv, Control
<1>3. /\ queue' \in [Channels -> Seq(Val)] /\ \A d \in Channels \ {c} : queue'[d] = queue[d]
      /\ Len(queue'[c]) <= Capacity(c)
  <2>1. queue \in [Channels -> Seq(Val)] /\ queue[c] \in Seq(Val) /\ Capacity(c) \in Nat
    BY <1>2, Capacities DEF Inv, TypeInv
  <2>2. Append(queue[c], S!Cases(t)[i].val) \in Seq(Val) /\ Len(Append(queue[c], S!Cases(t)[i].val)) = Len(queue[c]) + 1
    BY <1>2, <2>1
  <2> QED BY <1>1, <1>2, <2>1, <2>2
<1>4. \A u \in Task : ~S!WaitsTo("send", c, u)
  BY <1>1, <1>2 DEF Inv, InOrder, NobodyWaitsInVain
<1>5. Moves(t, S!Gets(i, "sent"))
  BY <1>1, Records DEF Moves, Sent
<1>6. MovesAlone(t, S!Gets(i, "sent"))
  BY <1>1, <1>5 DEF MovesAlone
<1>7. ChannelStep(t) /\ IsTable'
  BY <1>6, Alone
<1>8. \A u \in Task : user'[u] = user[u] \/ user'[u].pc # "waiting"
  BY <1>6, Alone, Records
<1>9. InOrder'
  BY <1>1, <1>3, <1>4, <1>8, FewerWaitInOrder DEF Inv
<1> QED BY <1>3, <1>7, <1>9 DEF Proceeds

\* A receive from the buffer.
LEMMA Takes ==
  ASSUME Inv, NEW t \in Task, NEW i \in DOMAIN S!Cases(t), NEW c, c = S!Cases(t)[i].ch, c # NilChan,
         S!Take(t, i, c), UNCHANGED mine
  PROVE  Proceeds(t)
<1>1. /\ S!Pending(t) /\ S!Is(t, i, "recv", c) /\ S!Cases(t)[i].dir = "recv" /\ queue[c] # <<>>
      /\ UNCHANGED <<closed, op, stage, firing>>
      /\ closed[c] \/ \A u \in Task : ~S!WaitsTo("send", c, u)
      /\ queue' = [queue EXCEPT ![c] = Tail(@)]
      /\ user' = [user EXCEPT ![t] = S!Gets(i, Head(queue[c]))]
  BY DEF S!Take, S!Is, mine
<1>2. c \in Channels
  BY <1>1, CaseChannels DEF Inv, Control
<1>3. /\ queue' \in [Channels -> Seq(Val)] /\ \A d \in Channels \ {c} : queue'[d] = queue[d]
      /\ Len(queue'[c]) <= Capacity(c)
  <2>1. queue \in [Channels -> Seq(Val)] /\ queue[c] \in Seq(Val) /\ Capacity(c) \in Nat /\ Len(queue[c]) <= Capacity(c)
    BY <1>2, Capacities DEF Inv, TypeInv, InOrder, QueuesFit
  <2>2. Tail(queue[c]) \in Seq(Val) /\ Len(Tail(queue[c])) = Len(queue[c]) - 1 /\ Len(queue[c]) \in Nat
    BY <1>1, <2>1
  <2>3. Len(Tail(queue[c])) <= Capacity(c)
    BY <2>1, <2>2
  <2> QED BY <1>1, <1>2, <2>1, <2>2, <2>3
<1>4. \A u \in Task : ~S!WaitsTo("recv", c, u)
  BY <1>1, <1>2 DEF Inv, InOrder, NobodyWaitsInVain
<1>5. Moves(t, S!Gets(i, Head(queue[c])))
  BY <1>1, <1>2, OnOffer DEF Moves, Receives, Inv
<1>6. MovesAlone(t, S!Gets(i, Head(queue[c])))
  BY <1>1, <1>5 DEF MovesAlone
<1>7. ChannelStep(t) /\ IsTable'
  BY <1>6, Alone
<1>8. \A u \in Task : user'[u] = user[u] \/ user'[u].pc # "waiting"
  BY <1>6, Alone, Records
<1>9. InOrder'
  BY <1>1, <1>3, <1>4, <1>8, FewerWaitInOrder DEF Inv
<1> QED BY <1>3, <1>7, <1>9 DEF Proceeds

\* A send meets a receive.
LEMMA Meets ==
  ASSUME Inv, NEW s \in Task, NEW r \in Task, NEW i, NEW j, NEW c, c # NilChan,
         S!Pending(s) \/ S!Waits(s), S!Pending(r) \/ S!Waits(r), S!Meet(s, i, r, j, c), UNCHANGED mine
  PROVE  Proceeds(r)
<1>1. /\ s # r /\ S!Is(s, i, "send", c) /\ j \in DOMAIN S!Cases(r) /\ S!Cases(r)[j].dir = "recv" /\ S!Cases(r)[j].ch = c
      /\ i \in DOMAIN S!Cases(s) /\ S!Cases(s)[i].dir = "send"
      /\ UNCHANGED <<closed, op, stage, firing>> /\ queue' = queue
      /\ user' = [user EXCEPT ![s] = S!Gets(i, "sent"), ![r] = S!Gets(j, S!Cases(s)[i].val)]
  BY DEF S!Meet, S!Is, S!Same, mine
<1>2. S!Cases(s)[i].val \in OfferOf(c) /\ op[s] \in PlainOps
  BY <1>1, SentIsOnOffer DEF Inv, Control
<1>3. Moves(s, S!Gets(i, "sent")) /\ Moves(r, S!Gets(j, S!Cases(s)[i].val))
  BY <1>1, <1>2, Records DEF Moves, Sent, Receives
<1>4. /\ IsTable' /\ user'[s] = S!Gets(i, "sent") /\ user'[r] = S!Gets(j, S!Cases(s)[i].val)
      /\ \A w \in Task \ {s, r} : user'[w] = user[w]
  <2> DEFINE x == S!Gets(i, "sent")
             y == S!Gets(j, S!Cases(s)[i].val)
  <2>1. user' = [user EXCEPT ![s] = x, ![r] = y] /\ s # r /\ TypeInv
    BY <1>1 DEF Inv
  <2> HIDE DEF x, y
  <2>2. IsTable' /\ user'[s] = x /\ user'[r] = y /\ \A w \in Task \ {s, r} : user'[w] = user[w]
    BY <2>1, TwoChange
  <2> QED BY <2>2 DEF x, y
<1>5. ChannelStep(r)
  BY <1>1, <1>2, <1>3, <1>4 DEF ChannelStep
<1>6. \A u \in Task : user'[u] = user[u] \/ user'[u].pc # "waiting"
  BY <1>4, Records
<1> QED BY <1>1, <1>4, <1>5, <1>6, QuietInOrder DEF Proceeds, Inv, TypeInv

\* A receive from the buffer makes room for a send that waits.
LEMMA Shifts ==
  ASSUME Inv, NEW s \in Task, NEW r \in Task, NEW i, NEW j, NEW c, c # NilChan,
         S!Waits(s), S!Pending(r), S!Shift(s, i, r, j, c), UNCHANGED mine
  PROVE  Proceeds(r)
<1>1. /\ s # r /\ S!Is(s, i, "send", c) /\ j \in DOMAIN S!Cases(r) /\ S!Cases(r)[j].dir = "recv" /\ S!Cases(r)[j].ch = c
      /\ i \in DOMAIN S!Cases(s) /\ S!Cases(s)[i].dir = "send" /\ queue[c] # <<>>
      /\ UNCHANGED <<closed, op, stage, firing>>
      /\ queue' = [queue EXCEPT ![c] = Append(Tail(@), S!Cases(s)[i].val)]
      /\ user' = [user EXCEPT ![s] = S!Gets(i, "sent"), ![r] = S!Gets(j, Head(queue[c]))]
  BY DEF S!Shift, S!Is, mine
<1>2. S!Cases(s)[i].val \in Val /\ op[s] \in PlainOps /\ c \in Channels
  BY <1>1, SentIsOnOffer, CaseChannels DEF Inv, Control
<1>3. Moves(s, S!Gets(i, "sent")) /\ Moves(r, S!Gets(j, Head(queue[c])))
  BY <1>1, <1>2, Records, OnOffer DEF Moves, Sent, Receives, Inv
<1>4. /\ IsTable' /\ user'[s] = S!Gets(i, "sent") /\ user'[r] = S!Gets(j, Head(queue[c]))
      /\ \A w \in Task \ {s, r} : user'[w] = user[w]
  <2> DEFINE x == S!Gets(i, "sent")
             y == S!Gets(j, Head(queue[c]))
  <2>1. user' = [user EXCEPT ![s] = x, ![r] = y] /\ s # r /\ TypeInv
    BY <1>1 DEF Inv
  <2> HIDE DEF x, y
  <2>2. IsTable' /\ user'[s] = x /\ user'[r] = y /\ \A w \in Task \ {s, r} : user'[w] = user[w]
    BY <2>1, TwoChange
  <2> QED BY <2>2 DEF x, y
<1>5. ChannelStep(r)
  BY <1>1, <1>2, <1>3, <1>4 DEF ChannelStep
<1>6. \A u \in Task : user'[u] = user[u] \/ user'[u].pc # "waiting"
  BY <1>4, Records
<1>7. /\ queue' \in [Channels -> Seq(Val)] /\ \A d \in Channels \ {c} : queue'[d] = queue[d]
      /\ Len(queue'[c]) = Len(queue[c]) /\ Len(queue[c]) <= Capacity(c)
  <2>1. queue \in [Channels -> Seq(Val)] /\ queue[c] \in Seq(Val) /\ Len(queue[c]) <= Capacity(c)
    BY <1>2 DEF Inv, TypeInv, InOrder, QueuesFit
  <2>2. Tail(queue[c]) \in Seq(Val) /\ Len(Tail(queue[c])) = Len(queue[c]) - 1 /\ Len(queue[c]) \in Nat
    BY <1>1, <2>1
  <2>3. /\ Append(Tail(queue[c]), S!Cases(s)[i].val) \in Seq(Val)
        /\ Len(Append(Tail(queue[c]), S!Cases(s)[i].val)) = Len(queue[c])
    BY <1>2, <2>2
  <2> QED BY <1>1, <1>2, <2>1, <2>3
<1>8. \A u \in Task : ~S!WaitsTo("recv", c, u) /\ (S!WaitsTo("send", c, u) => closed[c] \/ Len(queue[c]) = Capacity(c))
  BY <1>1, <1>2 DEF Inv, InOrder, NobodyWaitsInVain
<1>9. InOrder'
  BY <1>1, <1>6, <1>7, <1>8, FewerWaitInOrder DEF Inv
<1> QED BY <1>4, <1>5, <1>7, <1>9 DEF Proceeds

\* A select takes its default, or is given up.
LEMMA Idle ==
  ASSUME Inv, NEW t \in Task, S!TakeDefault(t) \/ (t \in User /\ S!GiveUp(t)), UNCHANGED mine
  PROVE  Proceeds(t)
<1>1. closed' = closed /\ op' = op /\ stage' = stage /\ firing' = firing /\ queue' = queue
  BY DEF S!TakeDefault, S!GiveUp, S!Same, mine
<1>2. \E s \in {S!Gets(0, "default"), S!Gets(0, "interrupted"), S!Gets(0, "timed out")} :
         user' = [user EXCEPT ![t] = s] /\ Moves(t, s)
  BY DEF S!TakeDefault, S!GiveUp, Moves, Idles
<1>3. PICK s \in {S!Gets(0, "default"), S!Gets(0, "interrupted"), S!Gets(0, "timed out")} : MovesAlone(t, s)
  BY <1>1, <1>2 DEF MovesAlone
<1>4. s.pc # "waiting"
  BY <1>3, Records
<1> QED BY <1>1, <1>3, <1>4, AloneQuietly

\* A select begins to wait.
LEMMA Parks ==
  ASSUME Inv, NEW t \in Task, S!Wait(t), UNCHANGED mine
  PROVE  Proceeds(t)
<1>1. /\ S!Pending(t) /\ S!Mode(t) # "default" /\ S!NothingCan(t)
      /\ user' = [user EXCEPT ![t].pc = "waiting"]
      /\ UNCHANGED <<closed, op, stage, firing>> /\ queue' = queue
  BY DEF S!Wait, S!Same, mine
<1> DEFINE s == Parked(user[t].form)
<1>2. user[t] = Pending(user[t].form)
  <2>1. user[t].pc = "pending" /\ TypeInv /\ TasksAreInPlace
    BY <1>1 DEF S!Pending, Inv, Control
  <2>2. \E f : user[t] = Pending(f) \/ user[t] = Parked(f)
    BY <1>1, <2>1, AtASelect
  <2> QED BY <2>1, <2>2, Records
<1>3. user' = [user EXCEPT ![t] = s]
  <2>1. [user[t] EXCEPT !.pc = "waiting"] = s
    BY <1>2, ParkedIsPending
  <2> QED BY <1>1, <2>1
<1>4. Moves(t, s)
  BY <1>1 DEF Moves, Idles
<1>5. MovesAlone(t, s)
  BY <1>1, <1>3, <1>4 DEF MovesAlone
<1> HIDE DEF s
<1>6. /\ ChannelStep(t) /\ IsTable'
      /\ user'[t] = s /\ \A u \in Task \ {t} : user'[u] = user[u]
  BY <1>5, Alone
<1>7. \A u \in Task \ {t} : \A dir, c : S!WaitsTo(dir, c, u)' => S!WaitsTo(dir, c, u)
  BY <1>6, FewerWait
<1>8. \A dir, c : S!WaitsTo(dir, c, t)' => \E i \in DOMAIN S!Cases(t) : S!Is(t, i, dir, c)
  BY <1>6, Records DEF s, S!WaitsTo, S!Waits, S!Is, S!Cases
<1>9. \A c \in Channels :
        /\ S!WaitsTo("recv", c, t)' => queue[c] = <<>> /\ \A u \in Task \ {t} : ~S!WaitsTo("send", c, u)
        /\ S!WaitsTo("send", c, t)' => Len(queue[c]) = Capacity(c) /\ \A u \in Task \ {t} : ~S!WaitsTo("recv", c, u)
  <2> SUFFICES ASSUME NEW c \in Channels
               PROVE  /\ S!WaitsTo("recv", c, t)' => queue[c] = <<>> /\ \A u \in Task \ {t} : ~S!WaitsTo("send", c, u)
                      /\ S!WaitsTo("send", c, t)' => Len(queue[c]) = Capacity(c) /\ \A u \in Task \ {t} : ~S!WaitsTo("recv", c, u)
    OBVIOUS
  <2>1. /\ S!WaitsTo("recv", c, t)' => ~S!CanRecv(c, t)
        /\ S!WaitsTo("send", c, t)' => ~S!CanSend(c, t)
    BY <1>1, <1>8 DEF S!NothingCan, Channels
  <2>2. Len(queue[c]) <= Capacity(c) /\ Len(queue[c]) \in Nat /\ Capacity(c) \in Nat
    BY Capacities DEF Inv, TypeInv, InOrder, QueuesFit
  <2> QED BY <2>1, <2>2 DEF S!CanRecv, S!CanSend
<1>10. NobodyWaitsInVain'
  <2>1. \A c \in Channels, u \in Task :
          /\ S!WaitsTo("recv", c, u)' => queue[c] = <<>>
          /\ S!WaitsTo("send", c, u)' => closed[c] \/ Len(queue[c]) = Capacity(c)
    BY <1>7, <1>9 DEF Inv, InOrder, NobodyWaitsInVain
  <2>2. \A c \in Channels, u, w \in Task : S!WaitsTo("recv", c, u)' /\ S!WaitsTo("send", c, w)' => u = w
    BY <1>7, <1>9 DEF Inv, InOrder, NobodyWaitsInVain
  <2> QED BY <1>1, <2>1, <2>2 DEF NobodyWaitsInVain
<1>11. QueuesFit'
  BY <1>1 DEF Inv, InOrder, QueuesFit
<1> QED BY <1>1, <1>6, <1>10, <1>11 DEF Proceeds, InOrder, Inv, TypeInv

\* The actions of channels.
ChannelAction(t) ==
    \/ t \in User /\ (RefuseInterrupted(t) \/ \E why \in {"interrupted"} : Withdraw(t, why))
    \/ \E i \in Index : \/ SendClosed(t, i) \/ SendHandOff(t, i) \/ SendBuffer(t, i)
                        \/ RecvClosed(t, i) \/ RecvHandOff(t, i) \/ RecvRefill(t, i) \/ RecvBuffer(t, i)
                        \/ Hears(t, i)
    \/ Default(t) \/ Park(t)

\* Each comes to that.
LEMMA EachProceeds ==
  ASSUME Inv, NEW t \in Task, ChannelAction(t)
  PROVE  \E u \in Task : Proceeds(u)
<1>1. CASE t \in User /\ (RefuseInterrupted(t) \/ \E why \in {"interrupted"} : Withdraw(t, why))
  BY <1>1, Idle DEF RefuseInterrupted, Withdraw
<1>2. CASE Default(t) \/ Park(t)
  BY <1>2, Idle, Parks DEF Default, Park
<1>3. ASSUME NEW i \in Index, SendClosed(t, i) \/ RecvClosed(t, i) \/ Hears(t, i) PROVE Proceeds(t)
  BY <1>3, FindsClosed DEF SendClosed, RecvClosed, Hears, Tries, CaseOf
<1>4. ASSUME NEW i \in Index, SendBuffer(t, i) PROVE Proceeds(t)
  BY <1>4, Puts DEF SendBuffer, Tries, CaseOf
<1>5. ASSUME NEW i \in Index, RecvBuffer(t, i) PROVE Proceeds(t)
  BY <1>5, Takes DEF RecvBuffer, Tries, CaseOf
<1>6. ASSUME NEW i \in Index, SendHandOff(t, i) PROVE \E u \in Task : Proceeds(u)
  <2>1. PICK u \in Task : S!Waits(u) /\ \E j : S!Meet(t, i, u, j, CaseOf(t, i).ch)
    BY <1>6 DEF SendHandOff, Partner
  <2> QED BY <1>6, <2>1, Meets DEF SendHandOff, Tries, Asks
<1>7. ASSUME NEW i \in Index, RecvHandOff(t, i) PROVE Proceeds(t)
  <2>1. PICK u \in Task : S!Waits(u) /\ \E j : S!Meet(u, j, t, i, CaseOf(t, i).ch)
    BY <1>7 DEF RecvHandOff, Partner
  <2> QED BY <1>7, <2>1, Meets DEF RecvHandOff, Tries, Asks
<1>8. ASSUME NEW i \in Index, RecvRefill(t, i) PROVE Proceeds(t)
  <2>1. PICK u \in Task : S!Waits(u) /\ \E j : S!Shift(u, j, t, i, CaseOf(t, i).ch)
    BY <1>8 DEF RecvRefill, Partner
  <2> QED BY <1>8, <2>1, Shifts DEF RecvRefill, Tries, Asks
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5, <1>6, <1>7, <1>8 DEF ChannelAction
=============================================================================
