-------------------------- MODULE OrChannel_proof ---------------------------
(***************************************************************************)
(* What TLC checks of module OrChannel for small models is proved here for *)
(* any inputs, users, values and plain calls:                              *)
(*                                                                         *)
(*   Safety         the room's invariants of states                        *)
(*   OneFiring      what has fired is not replaced                         *)
(*   NothingIsLost  what has been taken becomes the firing                 *)
(*                                                                         *)
(* and in module OrChannelFiring_proof, on top of this one,                *)
(* FiresIffAnInputFired.                                                   *)
(*                                                                         *)
(* The invariant is IInv of module OrChannelInd without the bounds that    *)
(* TLC needs (OrChannelPlaces_proof). All that the channels do is seen     *)
(* through one relation: a task moves, by a receive of what is on offer, a *)
(* send, or by no case at all, and perhaps a partner whose call is plain   *)
(* moves with it (ChannelStep). So one lemma stands for the thirteen       *)
(* actions of channels (OrChannelTurns_proof), and there is one for each   *)
(* action of the or-channel's own (there and in OrChannelInv_proof).       *)
(*                                                                         *)
(* Assumed: Constants, in module OrChannelPlaces_proof. As in module       *)
(* OrChannel a channel does what SelectSpec says, and nobody interrupts    *)
(* the or-channel's task.                                                  *)
(*                                                                         *)
(* Not proved: liveness.  That it fires in the end, that a cancel returns  *)
(* and that the task ends is only model-checked.                           *)
(***************************************************************************)
EXTENDS OrChannelInv_proof, OneOrNone_proof, TLAPS

\* The invariant implies the room's own.
LEMMA InvImplies ==
  ASSUME Inv
  PROVE  /\ TypeOK /\ NoOfferIsOverlooked /\ TakesAtMostOnce /\ DoneMeansReleased
         /\ CancelledMeansReleased /\ NoTaskUnlessNeeded
<1>1. TypeOK
  <2>1. firing[1] \in 0..N /\ firing[2] \in Val \cup {"closed", "cancelled"}
    BY InputsList DEF Inv, TypeInv, Firings, Brings, None
  <2> QED BY <2>1 DEF TypeOK, Inv, TypeInv
<1>2. NoOfferIsOverlooked
  <2> SUFFICES ASSUME Waits, NEW i \in 1..N, Inputs[i] # NilChan
               PROVE  /\ queue[Inputs[i]] = <<>>
                      /\ \A t \in User : ~S!WaitsTo("send", Inputs[i], t)
    BY DEF NoOfferIsOverlooked
  <2>1. S!Waits(Or) /\ Or \in Task /\ Inputs[i] \in Channels
    BY OpKinds, InputsList DEF Waits, Channels
  <2>2. user[Or].form = "wait"
    BY <2>1, AtASelect, OpKinds DEF Inv, Control
  <2>3. S!Is(Or, i, "recv", Inputs[i])
    BY <2>2, OwnShapes, InputsList DEF S!Is, S!Cases
  <2>4. S!WaitsTo("recv", Inputs[i], Or)
    BY <2>1, <2>3 DEF S!WaitsTo, S!Is
  <2> QED BY <2>1, <2>4, OpKinds DEF Inv, InOrder, NobodyWaitsInVain
<1>3. TakesAtMostOnce
  <2> DEFINE holds == {t \in Task : \E i \in 1..N : Holds(t, i)}
  <2>1. CASE holds = {}
    <3>1. Cardinality(holds) = 0
      BY <2>1, NoneIsNone
    <3> HIDE DEF holds
    <3>2. Cardinality(holds) + (IF HasTaken THEN 1 ELSE 0) <= 1
      BY <3>1
    <3> QED BY <3>2 DEF TakesAtMostOnce, holds
  <2>2. CASE holds # {}
    <3>1. PICK t \in Task, i \in 1..N : Holds(t, i)
      BY <2>2
    <3>2. ~HasTaken /\ \A u \in Task, j \in 1..N : Holds(u, j) => u = t
      BY <3>1, Holder
    <3>3. holds = {t}
      BY <3>1, <3>2
    <3>4. Cardinality(holds) = 1
      BY <3>3, OneIsOne
    <3> HIDE DEF holds
    <3>5. Cardinality(holds) + (IF HasTaken THEN 1 ELSE 0) <= 1
      BY <3>2, <3>4
    <3> QED BY <3>5 DEF TakesAtMostOnce, holds
  <2> QED BY <2>1, <2>2
<1>4. closed["done"] => user[Or] \in {S!Ready, S!Gets(0, "ok")}
  <2>1. closed["done"] => ~WillClose(Or)
    BY OpKinds DEF Inv, Control, OneWillClose
  <2> QED BY <2>1 DEF WillClose
<1>5. DoneMeansReleased
  <2>1. closed["done"] => ~Waits
    BY <1>4, Records DEF Waits, S!Waits
  <2>2. \A i : Holds(Or, i) => ~closed["done"]
    BY OpKinds, Holder
  <2> QED BY <2>1, <2>2, Capacities DEF DoneMeansReleased
<1>6. CancelledMeansReleased
  BY <1>4 DEF CancelledMeansReleased, IsOver, HasEnded, Inv, Control, ToldTheTruth
<1>7. NoTaskUnlessNeeded
  BY DEF NoTaskUnlessNeeded, Inv, Control, NothingBeforeItIsMade, NoInputNoTask
<1> QED BY <1>1, <1>2, <1>3, <1>5, <1>6, <1>7

\* What module OrChannel promises of states holds always.
THEOREM Safety ==
    Spec => [](/\ TypeOK /\ NoOfferIsOverlooked /\ TakesAtMostOnce /\ DoneMeansReleased
               /\ CancelledMeansReleased /\ NoTaskUnlessNeeded)
<1>1. Inv => /\ TypeOK /\ NoOfferIsOverlooked /\ TakesAtMostOnce /\ DoneMeansReleased
             /\ CancelledMeansReleased /\ NoTaskUnlessNeeded
  BY InvImplies
<1> QED BY <1>1, AlwaysInv, PTL

-----------------------------------------------------------------------------
(* What it promises of steps.                                              *)

\* In a calm step nothing fires, and who holds something is left alone, before and after.
Calm == /\ firing' = firing
        /\ \A t \in Task, i \in 1..N : Holds(t, i) \/ Holds(t, i)' => user'[t] = user[t] /\ op'[t] = op[t]

\* The or-channel's own steps are calm, but to fire is not.
LEMMA CalmSteps ==
  ASSUME Inv,
         \/ \E t \in User, o \in Ops : Call(t, o)
         \/ \E t \in User : \E i, r : Return(t, i, r)
         \/ \E t \in Task : Close(t) \/ CloseClosed(t)
         \/ \E t \in Task : Start(t) \/ Stop(t) \/ Await(t) \/ Tell(t) \/ Again(t)
  PROVE  Calm
<1>2. \A t \in Task, i \in 1..N : Holds(t, i) => /\ user[t].pc = "returning" /\ op[t] \notin {"-", "await", "cancel", "told"}
                                                 /\ op[t] \in {"any", "or"} /\ user[t].case = i /\ i # 0 /\ i # N + 1
  BY InputsList DEF Holds
<1>3. \A t \in Task : \A s, o : user' = [user EXCEPT ![t] = s] /\ op' = [op EXCEPT ![t] = o] =>
         /\ user'[t] = s /\ op'[t] = o
         /\ \A u \in Task \ {t} : user'[u] = user[u] /\ op'[u] = op[u]
  BY DEF Inv, TypeInv, IsTable
<1>4. \A t \in Task : \A s : user' = [user EXCEPT ![t] = s] /\ op' = op =>
         /\ user'[t] = s
         /\ \A u \in Task \ {t} : user'[u] = user[u] /\ op'[u] = op[u]
  BY DEF Inv, TypeInv, IsTable
<1>5. ASSUME NEW t \in Task, \A i \in 1..N : ~Holds(t, i), \A i \in 1..N : ~Holds(t, i)', firing' = firing,
             \A u \in Task \ {t} : user'[u] = user[u] /\ op'[u] = op[u]
      PROVE  Calm
  BY <1>5 DEF Calm
<1>6. ASSUME NEW t \in User, NEW o \in Ops, Call(t, o)
      PROVE  Calm
  <2>1. /\ t \in Task /\ user[t].pc = "idle" /\ firing' = firing
        /\ user'[t].pc = "pending" /\ \A u \in Task \ {t} : user'[u] = user[u] /\ op'[u] = op[u]
    <3>1. /\ t \in Task /\ user[t] = S!Ready /\ firing' = firing
          /\ user' = [user EXCEPT ![t] = Pending(InnerOf(o))] /\ op' = [op EXCEPT ![t] = o]
      BY <1>6, OpKinds DEF Call, Then
    <3>2. user'[t] = Pending(InnerOf(o)) /\ \A u \in Task \ {t} : user'[u] = user[u] /\ op'[u] = op[u]
      BY <1>3, <3>1
    <3> QED BY <3>1, <3>2, Records
  <2>2. \A i \in 1..N : ~Holds(t, i) /\ ~Holds(t, i)'
    BY <2>1 DEF Holds
  <2> QED BY <1>5, <2>1, <2>2
<1>7. ASSUME NEW t \in User, NEW j, NEW r, Return(t, j, r)
      PROVE  Calm
  <2>1. /\ t \in Task /\ IsOver(t) /\ firing' = firing
        /\ user'[t] = S!Ready /\ \A u \in Task \ {t} : user'[u] = user[u] /\ op'[u] = op[u]
    <3>1. /\ t \in Task /\ IsOver(t) /\ firing' = firing
          /\ user' = [user EXCEPT ![t] = S!Ready] /\ op' = [op EXCEPT ![t] = "-"]
      BY <1>7, OpKinds DEF Return, S!UReturn
    <3> QED BY <1>3, <3>1
  <2>2. \A i \in 1..N : ~Holds(t, i)
    <3>1. op[t] = "any" => user[t].case = 0
      BY <1>7, <2>1, OverMeansMade, Records
    <3>2. op[t] # "or"
      BY <1>7 DEF Return
    <3> QED BY <1>2, <2>1, <3>1, <3>2
  <2>3. \A i \in 1..N : ~Holds(t, i)'
    BY <2>1, Records DEF Holds
  <2> QED BY <1>5, <2>1, <2>2, <2>3
<1>8. ASSUME NEW t \in Task, Close(t) \/ CloseClosed(t)
      PROVE  Calm
  <2>1. /\ Closes(t) /\ firing' = firing /\ op' = op
        /\ user' = [user EXCEPT ![t] = S!Gets(0, IF closed[ClosedBy(t)] THEN "close of closed channel" ELSE "ok")]
    BY <1>8, CloseChanges
  <2>2. /\ user'[t].case = 0 /\ \A u \in Task \ {t} : user'[u] = user[u] /\ op'[u] = op[u]
    BY <1>4, <2>1, Records
  <2>3. user[t].pc = "pending"
    BY <2>1 DEF Closes
  <2>4. \A i \in 1..N : ~Holds(t, i) /\ ~Holds(t, i)'
    BY <2>2, <2>3, InputsList DEF Holds
  <2> QED BY <1>5, <2>1, <2>2, <2>4
<1>9. ASSUME NEW t \in Task, Stop(t) \/ Await(t) \/ Again(t)
      PROVE  Calm
  <2>1. /\ firing' = firing /\ op' = op
        /\ user' = [user EXCEPT ![t] = Pending("done#")] \/ user' = [user EXCEPT ![t] = Pending("done?")]
        /\ op[t] = "cancel" \/ user[t].case = N + 1
    BY <1>9, Records DEF Stop, IsCancelled, Await, Again, Then, mine
  <2>2. /\ user'[t].pc = "pending" /\ \A u \in Task \ {t} : user'[u] = user[u] /\ op'[u] = op[u]
    BY <1>4, <2>1, Records
  <2>3. \A i \in 1..N : ~Holds(t, i)
    BY <1>2, <2>1
  <2>4. \A i \in 1..N : ~Holds(t, i)'
    BY <2>2 DEF Holds
  <2> QED BY <1>5, <2>1, <2>2, <2>3, <2>4
<1>10. ASSUME NEW t \in Task, Tell(t)
      PROVE  Calm
  <2>1. /\ firing' = firing /\ op[t] \in {"await", "cancel"} /\ op'[t] = "told"
        /\ \A u \in Task \ {t} : user'[u] = user[u] /\ op'[u] = op[u]
    <3>1. /\ firing' = firing /\ op[t] \in {"await", "cancel"}
          /\ user' = [user EXCEPT ![t] = S!Gets(firing[1], firing[2])] /\ op' = [op EXCEPT ![t] = "told"]
      BY <1>10 DEF Tell
    <3> QED BY <1>3, <3>1
  <2>2. \A i \in 1..N : ~Holds(t, i) /\ ~Holds(t, i)'
    BY <2>1 DEF Holds
  <2> QED BY <1>5, <2>1, <2>2
<1>11. ASSUME NEW t \in Task, Start(t)
      PROVE  Calm
  <2>1. /\ firing' = firing /\ op' = op /\ user[t] = S!Gets(0, "default")
        /\ t \in User /\ user'[t] = S!Gets(0, "ok")
        /\ \A u \in User \ {t} : user'[u] = user[u]
        /\ user[Or] = S!Ready /\ user'[Or] \in {S!Ready, Pending("wait")}
    BY <1>11, StartKeeps DEF Start
  <2>2. \A i \in 1..N : ~Holds(t, i) /\ ~Holds(t, i)' /\ ~Holds(Or, i) /\ ~Holds(Or, i)'
    BY <2>1, Records, InputsList DEF Holds
  <2> QED BY <2>1, <2>2, OpKinds DEF Calm
<1> QED BY <1>6, <1>7, <1>8, <1>9, <1>10, <1>11

\* Only to fire changes the firing and what somebody holds; the channels only let somebody take.
LEMMA WhatIsKept ==
  ASSUME Inv, [Next]_vars
  PROVE  \/ Calm
         \/ \E t \in Task : Fire(t)
         \/ /\ \E t \in Task : ChannelStep(t)
            /\ firing' = firing
            /\ \A t \in Task, i \in 1..N : Holds(t, i) => user'[t] = user[t] /\ op'[t] = op[t]
<1>1. CASE UNCHANGED vars
  BY <1>1 DEF vars, Calm
<1>2. ASSUME NEW t \in Task, ChannelAction(t)
      PROVE  /\ \E u \in Task : ChannelStep(u)
             /\ firing' = firing
             /\ \A u \in Task, i \in 1..N : Holds(u, i) => user'[u] = user[u] /\ op'[u] = op[u]
  <2>1. PICK u \in Task : ChannelStep(u)
    BY <1>2, EachProceeds DEF Proceeds
  <2>2. \A w \in Task : user'[w] = user[w] \/ user[w].pc # "returning"
    BY <2>1 DEF ChannelStep, Moves, S!Pending, S!Waits
  <2> QED BY <2>1, <2>2 DEF ChannelStep, Holds
<1>3. CASE Next
  BY <1>1, <1>2, <1>3, Steps, CalmSteps
<1> QED BY <1>1, <1>3

\* What has fired, has fired.
LEMMA NextFiresOnce == Inv /\ [Next]_vars => [HasTaken => firing' = firing]_vars
<1> SUFFICES ASSUME Inv, [Next]_vars, HasTaken PROVE firing' = firing
  OBVIOUS
<1>1. \A t \in Task : ~Fire(t)
  BY Holder DEF Fire
<1> QED BY <1>1, WhatIsKept DEF Calm

\* So it is in every behaviour.
THEOREM OneFiring == Spec => FiresOnce
  BY AlwaysInv, NextFiresOnce, PTL DEF Spec, FiresOnce

\* What has been taken is kept.
LEMMA NextLosesNothing ==
    Inv /\ [Next]_vars => [\A t \in Task, i \in Index : Holds(t, i) =>
                              Holds(t, i)' \/ firing' = <<i, user[t].res>>]_vars
<1> SUFFICES ASSUME Inv, [Next]_vars, NEW t \in Task, NEW i \in Index, Holds(t, i)
             PROVE  Holds(t, i)' \/ firing' = <<i, user[t].res>>
  OBVIOUS
<1>1. i \in 1..N
  BY DEF Holds
<1>2. CASE user'[t] = user[t] /\ op'[t] = op[t]
  BY <1>2 DEF Holds
<1>3. ASSUME NEW u \in Task, Fire(u) PROVE firing' = <<i, user[t].res>>
  <2>1. PICK j \in 1..N : Holds(u, j)
    BY <1>3 DEF Fire
  <2>2. u = t /\ j = i
    BY <1>1, <2>1, Holder
  <2> QED BY <1>3, <2>1, <2>2 DEF Fire, Holds
<1> QED BY <1>1, <1>2, <1>3, WhatIsKept DEF Calm

\* So it is in every behaviour.
THEOREM NothingIsLost == Spec => NothingTakenIsLost
  BY AlwaysInv, NextLosesNothing, PTL DEF Spec, NothingTakenIsLost
=============================================================================
