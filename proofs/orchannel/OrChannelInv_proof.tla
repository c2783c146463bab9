------------------------- MODULE OrChannelInv_proof -------------------------
(***************************************************************************)
(* AlwaysInv: the or-channel's invariant holds always, for any inputs,     *)
(* users, values and plain calls that Constants allows.                    *)
(*                                                                         *)
(* What is left to show: the steps that start, fire, cancel and close keep *)
(* it.  Each has a lemma of its own, for each changes what Control says.   *)
(***************************************************************************)
EXTENDS OrChannelTurns_proof, TLAPS

\* Where a task is that closes.
LEMMA AtAClose ==
  ASSUME Inv, NEW t \in Task, Closes(t)
  PROVE  \/ user[t] = Pending("done#") /\ ClosedBy(t) = "done" /\ ((t = Or /\ op[t] = "or") \/ (t \in User /\ op[t] = "any"))
         \/ user[t] = Pending("cancel#") /\ ClosedBy(t) = CancelChan /\ t \in User /\ op[t] = "cancel" /\ stage = "made"
         \/ op[t] \in PlainOps /\ t \in User /\ ClosedBy(t) \in Chan /\ user[t] = Pending(op[t])
<1>1. user[t].pc = "pending" /\ Shape(user[t].form).kind = "close" /\ ClosedBy(t) = Shape(user[t].form).ch
  BY DEF Closes, ClosedBy
<1>2. user[t] # S!Ready /\ ~Brought(user[t]) /\ (\A i, r : user[t] # S!Gets(i, r)) /\ (\A f : user[t] # Parked(f))
      /\ user[t].pc # "returning"
  BY <1>1, Records
<1>3. \A f : user[t] = Pending(f) => Shape(f).kind = "close" /\ ClosedBy(t) = Shape(f).ch
  BY <1>1, Records
<1>4. user[t] # Pending("look") /\ user[t] # Pending("wait") /\ user[t] # Pending("done?")
  BY <1>3, OwnKinds
<1>5. /\ user[t] = Pending("done#") => ClosedBy(t) = "done"
      /\ user[t] = Pending("cancel#") => ClosedBy(t) = CancelChan
  BY <1>3, OwnShapes
<1>6. op[t] \in PlainOps /\ user[t] = Pending(op[t]) => ClosedBy(t) \in Chan
  BY <1>3, PlainShapes
<1>7. op[t] = "cancel" => stage = "made"
  BY DEF Closes, May
<1> QED BY <1>2, <1>4, <1>5, <1>6, <1>7, PlaceOf DEF Inv, Control

\* What a close changes.
LEMMA CloseChanges ==
  ASSUME Inv, NEW t \in Task, Close(t) \/ CloseClosed(t)
  PROVE  /\ Closes(t)
         /\ UNCHANGED <<queue, op, stage, firing>>
         /\ user' = [user EXCEPT ![t] = S!Gets(0, IF closed[ClosedBy(t)] THEN "close of closed channel" ELSE "ok")]
         /\ closed' = [closed EXCEPT ![ClosedBy(t)] = TRUE]
         /\ closed' \in [Channels -> BOOLEAN]
         /\ \A d \in Channels : closed'[d] <=> closed[d] \/ d = ClosedBy(t)
         /\ \A d \in Channels : closed[d] \/ d # ClosedBy(t) => closed'[d] = closed[d]
<1>1. /\ Closes(t)
      /\ UNCHANGED <<queue, op, stage, firing>>
      /\ user' = [user EXCEPT ![t] = S!Gets(0, IF closed[ClosedBy(t)] THEN "close of closed channel" ELSE "ok")]
      /\ closed' = [closed EXCEPT ![ClosedBy(t)] = TRUE]
  BY DEF Close, CloseClosed, S!UClose, mine
<1>2. closed \in [Channels -> BOOLEAN]
  BY DEF Inv, TypeInv
<1>3. \A d \in Channels : closed[d] \in BOOLEAN /\ closed'[d] = IF d = ClosedBy(t) THEN TRUE ELSE closed[d]
  BY <1>1, <1>2
<1>4. closed' \in [Channels -> BOOLEAN]
  BY <1>1, <1>2
<1>5. \A d \in Channels : closed[d] \/ d # ClosedBy(t) => closed'[d] = closed[d]
  BY <1>3
<1>6. \A d \in Channels : closed'[d] <=> closed[d] \/ d = ClosedBy(t)
  BY <1>3
<1> QED BY <1>1, <1>4, <1>5, <1>6

\* A close by a plain call, and a cancel that finds the or-channel cancelled already.
LEMMA PlainCloseKeeps ==
  ASSUME Inv, NEW t \in Task, Close(t) \/ CloseClosed(t),
         \/ op[t] \in PlainOps
         \/ op[t] = "cancel" /\ closed[CancelChan]
  PROVE  Inv'
<1> DEFINE s == S!Gets(0, IF closed[ClosedBy(t)] THEN "close of closed channel" ELSE "ok")
<1>1. /\ Closes(t) /\ UNCHANGED <<queue, op, stage, firing>>
      /\ user' = [user EXCEPT ![t] = s]
      /\ closed' \in [Channels -> BOOLEAN]
      /\ \A d \in Channels : closed'[d] <=> closed[d] \/ d = ClosedBy(t)
      /\ \A d \in Channels : closed[d] \/ d # ClosedBy(t) => closed'[d] = closed[d]
  BY CloseChanges
<1>2. /\ s.pc = "returning" /\ s # S!Gets(1, "closed") /\ \A f : s # Pending(f)
      /\ s \in {S!Gets(0, "ok"), S!Gets(0, "close of closed channel")}
  BY Records
<1>3. op[t] \in Ops /\ op' = [op EXCEPT ![t] = op[t]] /\ op[t] # "any" /\ op[t] \notin {"await", "told"}
  BY <1>1, OpKinds, PlainShapes DEF Inv, TypeInv, PlainOps
<1>4. t \in User /\ user[t] # Pending("done#") /\ (ClosedBy(t) \in Chan \/ (ClosedBy(t) = CancelChan /\ closed[CancelChan]))
  <2>1. CASE op[t] \in PlainOps
    <3>1. t \in User /\ ClosedBy(t) \in Chan /\ user[t] = Pending(op[t])
      BY <1>1, <2>1, AtAClose, PlainShapes
    <3> QED BY <2>1, <3>1, PlainShapes, Records
  <2>2. CASE op[t] = "cancel" /\ closed[CancelChan]
    <3>1. t \in User /\ ClosedBy(t) = CancelChan /\ user[t] = Pending("cancel#")
      BY <1>1, <2>2, AtAClose, PlainShapes
    <3> QED BY <2>2, <3>1, Records
  <2> QED BY <2>1, <2>2
<1>5. closed'["done"] = closed["done"] /\ closed'["cancel"] = closed["cancel"]
  <2>1. "done" \in Channels /\ "cancel" \in Channels /\ "done" \notin Chan /\ "cancel" \notin Chan
    BY Constants, Capacities
  <2> QED BY <1>1, <1>4, <2>1
<1>6. InPlace(op[t], s)
  BY <1>2, <1>3, PlaceIn, OpKinds
<1>7. op[t] = "cancel" => closed[CancelChan]
  BY PlainShapes
<1> HIDE DEF s
<1>8. TaskTurns(t, s, op[t])
  BY <1>1, <1>2, <1>3, <1>4, <1>5, <1>6, <1>7 DEF TaskTurns
<1> QED BY <1>4, <1>8, TaskStep

\* The first cancel.
LEMMA CancelKeeps ==
  ASSUME Inv, NEW t \in Task, Close(t) \/ CloseClosed(t), op[t] = "cancel", ~closed[CancelChan]
  PROVE  Inv'
<1>1. /\ t \in User /\ user[t] = Pending("cancel#") /\ ClosedBy(t) = CancelChan /\ stage = "made"
      /\ UNCHANGED <<queue, op, stage, firing>>
      /\ user' = [user EXCEPT ![t] = S!Gets(0, "ok")]
      /\ closed' \in [Channels -> BOOLEAN]
      /\ \A d \in Channels : closed'[d] <=> closed[d] \/ d = CancelChan
      /\ \A d \in Channels : closed[d] \/ d # CancelChan => closed'[d] = closed[d]
  BY CloseChanges, AtAClose, PlainShapes
<1>2. t \in Task /\ t # Or
  BY <1>1, OpKinds
<1>3. /\ IsTable' /\ user'[t] = S!Gets(0, "ok")
      /\ \A u \in Task \ {t} : user'[u] = user[u]
  BY <1>1, OneChanges DEF Inv
<1>4. /\ closed'[CancelChan] /\ (closed["done"] => closed'["done"])
      /\ ~NoInput => closed'["done"] = closed["done"]
      /\ closed'["done"] => closed["done"] \/ CancelChan = "done"
  <2>1. /\ "done" \in Channels /\ CancelChan \in Channels /\ (~NoInput => "done" # CancelChan)
        /\ NoInput => CancelChan = "done"
    BY Capacities
  <2> QED BY <1>1, <2>1
<1>5. TypeInv'
  BY <1>1, <1>3 DEF Inv, TypeInv
<1>6. InOrder'
  BY <1>1, <1>3, Records, QuietInOrder DEF Inv
<1>7. TasksAreInPlace'
  <2>1. \A u \in Task : InPlace(op[u], user'[u])
    <3>1. InPlace("cancel", S!Gets(0, "ok"))
      BY PlaceIn
    <3> QED BY <1>1, <1>3, <3>1 DEF Inv, Control, TasksAreInPlace
  <2> QED BY <1>1, <2>1, StaysInPlace DEF Inv, Control, TasksAreInPlace
<1>8. OneMakesIt'
  BY <1>1, <1>3, OpKinds DEF Inv, Control, OneMakesIt
<1>9. /\ \A u \in Task : user'[u] = Pending("done#") <=> user[u] = Pending("done#")
      /\ user'[Or] = user[Or] /\ (HasTaken' <=> HasTaken)
  BY <1>1, <1>2, <1>3, Records, OpKinds DEF HasTaken
<1>10. OneWillClose'
  <2>1. \A u \in Task : WillClose(u)' <=> WillClose(u)
    BY <1>9 DEF WillClose
  <2> QED BY <1>1, <1>4, <2>1 DEF Inv, Control, OneWillClose
<1>11. NothingBeforeItIsMade' /\ NoInputNoTask' /\ TakenMeansClosing'
  BY <1>1, <1>4, <1>9 DEF Inv, Control, NothingBeforeItIsMade, NoInputNoTask, TakenMeansClosing
<1>12. DoneHasAReason' /\ CancelledMeansAsked'
  BY <1>4, <1>9, OpKinds DEF Inv, Control, DoneHasAReason, CancelledMeansAsked
<1>13. WhoCancelsStays'
  <2>1. S!Gets(0, "ok") # Pending("cancel#") /\ op'[t] = "cancel"
    BY <1>1, Records
  <2>2. HasAsked(t)'
    BY <1>3, <2>1 DEF HasAsked
  <2> QED BY <1>1, <2>2 DEF WhoCancelsStays
<1>14. ToldTheTruth'
  BY <1>1, <1>3, <1>4, Records, OpKinds DEF Inv, Control, ToldTheTruth
<1> QED BY <1>5, <1>6, <1>7, <1>8, <1>10, <1>11, <1>12, <1>13, <1>14 DEF Inv, Control

\* The result is closed.
LEMMA DoneKeeps ==
  ASSUME Inv, NEW t \in Task, Close(t) \/ CloseClosed(t), user[t] = Pending("done#")
  PROVE  /\ Inv' /\ closed'["done"] /\ ~closed["done"]
         /\ user'[t] = S!Gets(0, "ok") /\ \A u \in Task \ {t} : user'[u] = user[u]
         /\ UNCHANGED <<queue, op, stage, firing>>
         /\ (t = Or /\ op[t] = "or") \/ (t \in User /\ op[t] = "any")
<1>1. /\ stage = "made" /\ ~NoInput /\ ~closed["done"]
      /\ \A u \in Task : WillClose(u) => u = t
  <2>1. WillClose(t)
    BY DEF WillClose
  <2> QED BY <2>1 DEF Inv, Control, OneWillClose
<1>2. /\ ClosedBy(t) = "done" /\ ((t = Or /\ op[t] = "or") \/ (t \in User /\ op[t] = "any"))
      /\ UNCHANGED <<queue, op, stage, firing>>
      /\ user' = [user EXCEPT ![t] = S!Gets(0, "ok")]
      /\ closed' \in [Channels -> BOOLEAN]
      /\ \A d \in Channels : closed'[d] <=> closed[d] \/ d = "done"
      /\ \A d \in Channels : closed[d] \/ d # "done" => closed'[d] = closed[d]
  <2>1. \A f : user[t] = Pending(f) => f = "done#"
    BY Records
  <2>2. op[t] \in PlainOps => op[t] # "done#"
    BY PlainShapes
  <2>3. Closes(t)
    BY CloseChanges
  <2>4. ClosedBy(t) = "done" /\ ((t = Or /\ op[t] = "or") \/ (t \in User /\ op[t] = "any"))
    BY <2>1, <2>2, <2>3, AtAClose
  <2> QED BY <1>1, <2>4, CloseChanges
<1>3. /\ IsTable' /\ user'[t] = S!Gets(0, "ok")
      /\ \A u \in Task \ {t} : user'[u] = user[u]
  BY <1>2, OneChanges DEF Inv
<1>4. /\ closed'["done"] /\ (closed[CancelChan] => closed'[CancelChan])
      /\ CancelChan # "done" => closed'[CancelChan] = closed[CancelChan]
      /\ CancelChan = "cancel"
  <2>1. CancelChan = "cancel" /\ "done" \in Channels /\ "cancel" \in Channels
    BY <1>1, Capacities
  <2> QED BY <1>2, <2>1
<1>5. TypeInv'
  BY <1>2, <1>3 DEF Inv, TypeInv
<1>6. InOrder'
  BY <1>2, <1>3, Records, QuietInOrder DEF Inv
<1>7. TasksAreInPlace'
  <2>1. \A u \in Task : InPlace(op[u], user'[u])
    <3>1. InPlace("or", S!Gets(0, "ok")) /\ InPlace("any", S!Gets(0, "ok"))
      BY PlaceIn
    <3> QED BY <1>2, <1>3, <3>1 DEF Inv, Control, TasksAreInPlace
  <2> QED BY <1>2, <2>1, StaysInPlace DEF Inv, Control, TasksAreInPlace
<1>8. OneMakesIt'
  BY <1>1, <1>2, <1>3, OpKinds DEF Inv, Control, OneMakesIt
<1>9. OneWillClose'
  <2>1. \A u \in Task : ~WillClose(u)'
    BY <1>1, <1>3, Records DEF WillClose
  <2> QED BY <1>4, <2>1 DEF OneWillClose
<1>10. NothingBeforeItIsMade' /\ NoInputNoTask' /\ TakenMeansClosing'
  BY <1>1, <1>2, <1>4 DEF NothingBeforeItIsMade, NoInputNoTask, TakenMeansClosing
<1>11. DoneHasAReason'
  <2>1. HasTaken \/ closed[CancelChan]
    BY <1>2 DEF Inv, Control, DoneHasAReason
  <2>2. \A u \in User : user'[u] # Pending("done#")
    BY <1>1, <1>3, Records, OpKinds DEF WillClose
  <2> QED BY <1>2, <1>4, <2>1, <2>2 DEF DoneHasAReason, HasTaken
<1>12. CancelledMeansAsked'
  <2>1. \A u \in User : HasAsked(u)' => HasAsked(u)
    BY <1>2, <1>3, OpKinds DEF HasAsked
  <2>2. IsCancelled' => IsCancelled
    BY <1>3, Records, InputsList, OpKinds DEF IsCancelled
  <2> QED BY <1>4, <2>1, <2>2 DEF Inv, Control, CancelledMeansAsked
<1>13. WhoCancelsStays' /\ ToldTheTruth'
  BY <1>4 DEF WhoCancelsStays, ToldTheTruth
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5, <1>6, <1>7, <1>8, <1>9, <1>10, <1>11, <1>12, <1>13 DEF Inv, Control

\* Who holds what an input has brought is alone with that, and nothing has fired yet.
LEMMA Holder ==
  ASSUME Inv, NEW t \in Task, NEW i, Holds(t, i)
  PROVE  /\ i \in Brings /\ user[t].res \in Val \cup {"closed"} /\ user[t] = S!Gets(i, user[t].res) /\ Brought(user[t])
         /\ (t = Or /\ op[t] = "or" /\ stage = "made") \/ (t \in User /\ op[t] = "any" /\ stage = "looking" /\ user[Or] = S!Ready)
         /\ ~HasTaken /\ ~NoInput /\ ~closed["done"]
         /\ \A u \in Task : user[u] # Pending("done#") /\ (WillClose(u) => u = t)
         /\ \A u \in Task, j \in 1..N : Holds(u, j) => u = t /\ i = j
<1>1. op[t] \in {"any", "or"} /\ user[t].pc = "returning" /\ user[t].case = i /\ i \in 1..N
  BY DEF Holds
<1>2. /\ i \in Brings /\ user[t].res \in Val \cup {"closed"} /\ user[t] = S!Gets(i, user[t].res) /\ Brought(user[t])
      /\ user[t] \notin {S!Ready, Pending("done#"), S!Gets(0, "ok")}
  <2>2. i # N + 1 /\ i # 0
    BY <1>1, InputsList
  <2>3. Brought(user[t])
    BY <1>1, <2>2, PlaceOf, Records DEF Inv, Control
  <2>4. PICK j \in Brings, r \in Val \cup {"closed"} : user[t] = S!Gets(j, r)
    BY <2>3 DEF Brought
  <2>5. j = i /\ r = user[t].res
    BY <1>1, <2>4, Records
  <2> QED BY <1>1, <2>2, <2>3, <2>4, <2>5, Records
<1>3. ~NoInput
  BY <1>2 DEF NoInput, Brings
<1>4. \A u \in Task : user[u] = Pending("done#") => WillClose(u)
  BY DEF WillClose
<1>5. CASE op[t] = "or"
  <2>1. t = Or
    BY <1>5 DEF Inv, Control, TasksAreInPlace
  <2>2. WillClose(t)
    BY <1>2, <2>1 DEF WillClose
  <2>3. stage = "made" /\ ~closed["done"] /\ \A u \in Task : WillClose(u) => u = t
    BY <2>2 DEF Inv, Control, OneWillClose
  <2>4. ~HasTaken
    BY <1>2, <1>4, <2>3 DEF Inv, Control, TakenMeansClosing
  <2>5. \A u \in User : op[u] = "any" => user[u] \in {Pending("done#"), S!Gets(0, "ok")}
    BY <2>3 DEF Inv, Control, OneMakesIt
  <2>6. \A u \in Task, j \in 1..N : Holds(u, j) => u = t /\ i = j
    <3> SUFFICES ASSUME NEW u \in Task, NEW j \in 1..N, Holds(u, j) PROVE u = t /\ i = j
      OBVIOUS
    <3>1. user[u] \notin {Pending("done#"), S!Gets(0, "ok")} /\ op[u] \in {"any", "or"}
      BY Records, InputsList DEF Holds
    <3>2. u = t
      BY <2>1, <2>5, <3>1, OpKinds DEF Inv, Control, TasksAreInPlace
    <3> QED BY <1>1, <3>2 DEF Holds
  <2> QED BY <1>2, <1>3, <1>4, <1>5, <2>1, <2>3, <2>4, <2>6
<1>6. CASE op[t] = "any"
  <2>1. t \in User
    BY <1>6, OpKinds DEF Inv, Control, TasksAreInPlace
  <2>2. stage = "looking"
    BY <1>2, <1>6, <2>1 DEF Inv, Control, OneMakesIt
  <2>3. user[Or] = S!Ready /\ ~HasTaken /\ ~closed["done"]
    BY <2>2 DEF Inv, Control, NothingBeforeItIsMade
  <2>4. \A u \in Task : ~WillClose(u)
    BY <2>2 DEF Inv, Control, OneWillClose
  <2>5. \A u \in Task, j \in 1..N : Holds(u, j) => u = t /\ i = j
    <3> SUFFICES ASSUME NEW u \in Task, NEW j \in 1..N, Holds(u, j) PROVE u = t /\ i = j
      OBVIOUS
    <3>1. u # Or /\ op[u] \in {"any", "or"}
      BY <2>3, Records DEF Holds
    <3>2. u = t
      BY <1>6, <2>1, <3>1, OpKinds DEF Inv, Control, TasksAreInPlace, OneMakesIt
    <3> QED BY <1>1, <3>2 DEF Holds
  <2> QED BY <1>2, <1>3, <1>4, <1>6, <2>1, <2>2, <2>3, <2>4, <2>5
<1> QED BY <1>1, <1>5, <1>6

\* It fires.
LEMMA FireKeeps ==
  ASSUME Inv, NEW t \in Task, Fire(t)
  PROVE  Inv'
<1>1. PICK i \in 1..N : Holds(t, i)
  BY DEF Fire
<1>2. /\ i \in Brings /\ user[t].res \in Val \cup {"closed"} /\ user[t] = S!Gets(i, user[t].res) /\ Brought(user[t])
      /\ (t = Or /\ op[t] = "or" /\ stage = "made") \/ (t \in User /\ op[t] = "any" /\ stage = "looking" /\ user[Or] = S!Ready)
      /\ ~HasTaken /\ ~NoInput /\ ~closed["done"]
      /\ \A u \in Task : user[u] # Pending("done#") /\ (WillClose(u) => u = t)
  BY <1>1, Holder
<1>3. /\ firing' = <<i, user[t].res>> /\ stage' = "made"
      /\ user' = [user EXCEPT ![t] = Pending("done#")]
      /\ queue' = queue /\ closed' = closed /\ op' = op
  BY <1>1 DEF Fire, Then, Holds
<1>4. firing' \in Firings /\ HasTaken'
  <2>1. i # 0
    BY InputsList
  <2> QED BY <1>2, <1>3, <2>1 DEF Firings, HasTaken, None
<1>5. /\ IsTable' /\ user'[t] = Pending("done#")
      /\ \A u \in Task \ {t} : user'[u] = user[u]
  BY <1>3, OneChanges DEF Inv
<1>6. TypeInv'
  BY <1>3, <1>4, <1>5 DEF Inv, TypeInv
<1>7. InOrder'
  BY <1>3, <1>5, Records, QuietInOrder DEF Inv
<1>8. \A u \in Task : op[u] # "told"
  BY <1>2, OpKinds DEF Inv, Control, ToldTheTruth, TasksAreInPlace
<1>9. TasksAreInPlace'
  <2>1. \A u \in Task : InPlace(op[u], user'[u])
    <3>1. InPlace("or", Pending("done#")) /\ InPlace("any", Pending("done#"))
      BY PlaceIn
    <3> QED BY <1>2, <1>5, <3>1 DEF Inv, Control, TasksAreInPlace
  <2> QED BY <1>3, <1>8, <2>1, StaysInPlace DEF Inv, Control, TasksAreInPlace
<1>10. OneMakesIt'
  BY <1>2, <1>3, <1>5, OpKinds DEF Inv, Control, OneMakesIt
<1>11. OneWillClose'
  <2>1. WillClose(t)' /\ \A u \in Task \ {t} : ~WillClose(u)'
    BY <1>2, <1>5 DEF WillClose
  <2> QED BY <1>2, <1>3, <2>1 DEF OneWillClose
<1>12. NothingBeforeItIsMade' /\ NoInputNoTask' /\ TakenMeansClosing' /\ DoneHasAReason'
  BY <1>2, <1>3, <1>4, <1>5 DEF NothingBeforeItIsMade, NoInputNoTask, TakenMeansClosing, DoneHasAReason
<1>13. \A u \in User : HasAsked(u)' <=> HasAsked(u)
  BY <1>2, <1>3, <1>5, OpKinds DEF HasAsked
<1>14. CancelledMeansAsked' /\ WhoCancelsStays'
  <2>1. IsCancelled' => IsCancelled
    BY <1>5, Records, OpKinds DEF IsCancelled
  <2> QED BY <1>3, <1>13, <2>1 DEF Inv, Control, CancelledMeansAsked, WhoCancelsStays
<1>15. ToldTheTruth'
  BY <1>2, <1>3, <1>5, OpKinds DEF Inv, Control, ToldTheTruth
<1> QED BY <1>6, <1>7, <1>9, <1>10, <1>11, <1>12, <1>14, <1>15 DEF Inv, Control

\* The task finds itself cancelled.
LEMMA StopKeeps ==
  ASSUME Inv, NEW t \in Task, Stop(t)
  PROVE  Inv'
<1>1. /\ t = Or /\ user[Or] = S!Gets(N + 1, "closed") /\ IsCancelled
      /\ user' = [user EXCEPT ![Or] = Pending("done#")]
      /\ queue' = queue /\ closed' = closed /\ op' = op /\ stage' = stage /\ firing' = firing
  BY DEF Stop, IsCancelled, Then, mine
<1>2. /\ IsTable' /\ user'[Or] = Pending("done#")
      /\ \A u \in Task \ {Or} : user'[u] = user[u]
  BY <1>1, OneChanges DEF Inv
<1>3. closed[CancelChan] /\ op[Or] = "or"
  BY <1>1 DEF Inv, Control, CancelledMeansAsked, TasksAreInPlace
<1>4. WillClose(Or) /\ stage = "made"
  <2>1. WillClose(Or)
    BY <1>1, Records, InputsList DEF WillClose
  <2> QED BY <2>1, OpKinds DEF Inv, Control, OneWillClose
<1>5. TypeInv'
  BY <1>1, <1>2 DEF Inv, TypeInv
<1>6. InOrder'
  BY <1>1, <1>2, Records, QuietInOrder DEF Inv
<1>7. TasksAreInPlace'
  <2>1. \A u \in Task : InPlace(op[u], user'[u])
    <3>1. InPlace("or", Pending("done#"))
      BY PlaceIn
    <3> QED BY <1>2, <1>3, <3>1 DEF Inv, Control, TasksAreInPlace
  <2> QED BY <1>1, <2>1, StaysInPlace DEF Inv, Control, TasksAreInPlace
<1>8. OneMakesIt'
  BY <1>1, <1>2, OpKinds DEF Inv, Control, OneMakesIt
<1>9. OneWillClose'
  <2>1. \A u \in Task : WillClose(u)' <=> WillClose(u)
    BY <1>2, <1>4, Records DEF WillClose
  <2> QED BY <1>1, <2>1 DEF Inv, Control, OneWillClose
<1>10. NothingBeforeItIsMade' /\ NoInputNoTask' /\ TakenMeansClosing'
  BY <1>1, <1>2, <1>4, OpKinds, Records DEF Inv, Control, NothingBeforeItIsMade, NoInputNoTask, TakenMeansClosing, HasTaken
<1>11. DoneHasAReason'
  BY <1>1, <1>2, <1>3, OpKinds DEF Inv, Control, DoneHasAReason, HasTaken
<1>12. CancelledMeansAsked' /\ WhoCancelsStays' /\ ToldTheTruth'
  <2>1. \A u \in User : HasAsked(u)' <=> HasAsked(u)
    BY <1>1, <1>2, OpKinds DEF HasAsked
  <2> QED BY <1>1, <1>2, <1>3, <2>1, OpKinds DEF Inv, Control, CancelledMeansAsked, WhoCancelsStays, ToldTheTruth
<1> QED BY <1>5, <1>6, <1>7, <1>8, <1>9, <1>10, <1>11, <1>12 DEF Inv, Control

\* The task starts.
LEMMA StartKeeps ==
  ASSUME Inv, NEW t \in Task, Start(t)
  PROVE  /\ Inv' /\ t \in User /\ user'[t] = S!Gets(0, "ok") /\ stage = "looking"
         /\ \A u \in User \ {t} : user'[u] = user[u]
         /\ user[Or] = S!Ready /\ ~HasTaken /\ ~closed["done"]
         /\ user'[Or] = IF NoInput THEN S!Ready ELSE Pending("wait")
<1>1. /\ op[t] = "any" /\ user[t] = S!Gets(0, "default") /\ stage' = "made"
      /\ user' = [u \in Task |-> CASE u = t               -> S!Gets(0, "ok")
                                 [] u = Or /\ ~NoInput  -> Pending("wait")
                                 [] OTHER               -> user[u]]
      /\ queue' = queue /\ closed' = closed /\ op' = op /\ firing' = firing
  BY DEF Start
<1>2. t \in User /\ t # Or
  BY <1>1, OpKinds DEF Inv, Control, TasksAreInPlace
<1>3. stage = "looking"
  BY <1>1, <1>2, Records DEF Inv, Control, OneMakesIt
<1>4. user[Or] = S!Ready /\ ~HasTaken /\ ~closed["done"] /\ ~closed["cancel"] /\ ~closed[CancelChan]
  BY <1>3, Capacities DEF Inv, Control, NothingBeforeItIsMade
<1>5. /\ IsTable' /\ user'[t] = S!Gets(0, "ok")
      /\ \A u \in User \ {t} : user'[u] = user[u]
      /\ user'[Or] = IF NoInput THEN S!Ready ELSE Pending("wait")
  BY <1>1, <1>2, <1>4, OpKinds DEF IsTable
<1>6. TypeInv'
  BY <1>1, <1>5 DEF Inv, TypeInv
<1>7. InOrder'
  <2>1. \A u \in Task : user'[u] = user[u] \/ user'[u].pc # "waiting"
    BY <1>5, Records, OpKinds
  <2> QED BY <1>1, <2>1, QuietInOrder DEF Inv
<1>8. TasksAreInPlace'
  <2>1. op[Or] = "or" /\ \A u \in User : op[u] # "or" /\ InPlace(op[u], user[u])
    BY OpKinds DEF Inv, Control, TasksAreInPlace
  <2>2. InPlace("or", user'[Or])
    BY <1>5, PlaceIn
  <2>3. InPlace("any", S!Gets(0, "ok"))
    BY PlaceIn
  <2>4. \A u \in Task : InPlace(op[u], user'[u])
    BY <1>1, <1>5, <2>1, <2>2, <2>3, OpKinds
  <2> QED BY <1>1, <2>4, StaysInPlace DEF Inv, Control, TasksAreInPlace
<1>9. OneMakesIt'
  BY <1>1, <1>2, <1>3, <1>5 DEF Inv, Control, OneMakesIt
<1>10. \A u \in Task : ~WillClose(u)
  BY <1>3 DEF Inv, Control, OneWillClose
<1>11. \A u \in User : ~WillClose(u)' /\ user'[u] # Pending("done#")
  BY <1>2, <1>5, <1>10, OpKinds, Records DEF WillClose
<1>12. OneWillClose'
  <2>1. WillClose(Or)' <=> ~NoInput
    BY <1>5, Records DEF WillClose
  <2> QED BY <1>1, <1>4, <1>11, <2>1, OpKinds DEF OneWillClose
<1>13. NothingBeforeItIsMade' /\ NoInputNoTask' /\ TakenMeansClosing' /\ DoneHasAReason'
  BY <1>1, <1>4, <1>5, <1>11, Records DEF NothingBeforeItIsMade, NoInputNoTask, TakenMeansClosing, DoneHasAReason, HasTaken
<1>14. CancelledMeansAsked' /\ WhoCancelsStays' /\ ToldTheTruth'
  <2>1. \A u \in User : HasAsked(u)' <=> HasAsked(u)
    BY <1>1, <1>5 DEF HasAsked
  <2>2. ~IsCancelled'
    BY <1>5, Records DEF IsCancelled
  <2> QED BY <1>1, <1>4, <1>5, <2>1, <2>2 DEF Inv, Control, CancelledMeansAsked, WhoCancelsStays, ToldTheTruth
<1> QED BY <1>2, <1>3, <1>4, <1>5, <1>6, <1>7, <1>8, <1>9, <1>12, <1>13, <1>14 DEF Inv, Control

\* Every step is one of these.
LEMMA Steps ==
  ASSUME Next
  PROVE  \/ \E t \in User, o \in Ops : Call(t, o)
         \/ \E t \in User : \E i, r : Return(t, i, r)
         \/ \E t \in Task : Start(t) \/ Fire(t) \/ Stop(t) \/ Await(t) \/ Tell(t) \/ Again(t)
         \/ \E t \in Task : Close(t) \/ CloseClosed(t)
         \/ \E t \in Task : ChannelAction(t)
         \/ UNCHANGED vars
  BY OpKinds DEF Next, ChannelAction, Notice, Wake

\* Every step keeps the invariant.
LEMMA NextInv == Inv /\ [Next]_vars => Inv'
<1> SUFFICES ASSUME Inv, [Next]_vars PROVE Inv'
  OBVIOUS
<1>1. CASE UNCHANGED vars
  <2>1. UNCHANGED <<queue, closed, user, op, stage, firing>>
    BY <1>1 DEF vars
  <2>2. TypeInv'
    BY <2>1 DEF Inv, TypeInv, IsTable
  <2>3. TasksAreInPlace'
    BY <2>1, StaysInPlace DEF Inv, Control, TasksAreInPlace
  <2>4. InOrder'
    BY <2>1, QuietInOrder DEF Inv
  <2>5. OneWillClose' /\ NothingBeforeItIsMade' /\ NoInputNoTask' /\ TakenMeansClosing' /\ DoneHasAReason'
    BY <2>1, NobodyCloses DEF Inv
  <2>6. OneMakesIt' /\ CancelledMeansAsked' /\ WhoCancelsStays' /\ ToldTheTruth'
    BY <2>1 DEF Inv, Control, OneMakesIt, IsCancelled, HasAsked, CancelledMeansAsked, WhoCancelsStays, ToldTheTruth
  <2> QED BY <2>2, <2>3, <2>4, <2>5, <2>6 DEF Inv, Control
<1>2. ASSUME NEW t \in Task, Close(t) \/ CloseClosed(t) PROVE Inv'
  <2>1. Closes(t)
    BY <1>2 DEF Close, CloseClosed
  <2> QED BY <1>2, <2>1, AtAClose, PlainCloseKeeps, CancelKeeps, DoneKeeps
<1>3. ASSUME NEW t \in Task, ChannelAction(t) PROVE Inv'
  BY <1>3, EachProceeds, ChannelStepKeeps
<1>4. ASSUME NEW t \in Task, Start(t) \/ Fire(t) \/ Stop(t) \/ Await(t) \/ Tell(t) \/ Again(t) PROVE Inv'
  BY <1>4, StartKeeps, FireKeeps, StopKeeps, AwaitKeeps, TellKeeps
<1>5. CASE Next
  BY <1>1, <1>2, <1>3, <1>4, <1>5, Steps, CallKeeps, ReturnKeeps
<1> QED BY <1>1, <1>5

\* The invariant holds always.
THEOREM AlwaysInv == Spec => []Inv
  BY InitInv, NextInv, PTL DEF Spec
=============================================================================
