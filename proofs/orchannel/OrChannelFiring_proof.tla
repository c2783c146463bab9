----------------------- MODULE OrChannelFiring_proof ------------------------
(***************************************************************************)
(* FiresIffAnInputFired: the or-channel fires iff an input has fired, for  *)
(* any inputs, users, values and plain calls that Constants allows.        *)
(*                                                                         *)
(* It fires by what an input offers in that very step, and that for good.  *)
(* If an input has fired nothing else can come of it, somebody closes the  *)
(* result, and who is told is told that.  If none has, nobody is told of a *)
(* firing, and the result is closed only after a cancel.                   *)
(*                                                                         *)
(* What has fired is what has been taken (Taken, as in the refinement): the*)
(* firing itself, or what somebody still holds.  By the invariant only one *)
(* does, so a step changes Taken only by what one task receives.           *)
(***************************************************************************)
EXTENDS OrChannel_proof, TLAPS

\* What has been taken: by the firing, or by somebody who holds it still.
TakenFacts ==
    /\ \A t \in Task, i \in 1..N : Holds(t, i) => Taken = <<i, user[t].res>> /\ Taken # None
    /\ (HasTaken \/ \A t \in Task, i \in 1..N : ~Holds(t, i)) => Taken = firing
    /\ Taken # None <=> HasTaken \/ \E t \in Task, i \in 1..N : Holds(t, i)

\* The invariant implies that.
LEMMA TakenIs == Inv => TakenFacts
<1> SUFFICES ASSUME Inv PROVE TakenFacts
  OBVIOUS
<1>1. \A t \in Task : \A i : Holds(t, i) => i \in 1..N /\ i \in Index /\ user[t].case = i
  BY InputsList DEF Holds
<1>2. ASSUME NEW t \in Task, NEW i \in 1..N, Holds(t, i) PROVE Taken = <<i, user[t].res>> /\ Taken # None
  <2>1. ~HasTaken /\ \A u \in Task, j \in 1..N : Holds(u, j) => u = t
    BY <1>2, Holder
  <2> DEFINE w == CHOOSE u \in Task : \E j \in Index : Holds(u, j)
  <2>2. w \in Task /\ \E j \in Index : Holds(w, j)
    BY <1>1, <1>2
  <2>3. w = t
    <3> HIDE DEF w
    <3> QED BY <1>1, <2>1, <2>2
  <2>4. Taken = <<user[w].case, user[w].res>>
    BY <1>1, <1>2, <2>1 DEF Taken
  <2> HIDE DEF w
  <2>5. Taken = <<i, user[t].res>>
    BY <1>1, <1>2, <2>3, <2>4
  <2>6. i # 0
    BY InputsList
  <2> QED BY <2>5, <2>6 DEF None
<1>3. HasTaken => Taken = firing /\ Taken # None
  BY DEF Taken, HasTaken
<1>4. (\A t \in Task, i \in 1..N : ~Holds(t, i)) /\ ~HasTaken => Taken = None /\ Taken = firing
  BY <1>1 DEF Taken, HasTaken
<1> QED BY <1>2, <1>3, <1>4 DEF TakenFacts

\* And so after a step.
LEMMA TakenIsNext == Inv' => TakenFacts'
  BY TakenIs, PTL

\* A calm step takes nothing.
LEMMA CalmKeepsTaken ==
  ASSUME Inv, Inv', Calm
  PROVE  Taken' = Taken
<1>1. HasTaken' <=> HasTaken
  BY DEF Calm, HasTaken
<1>2. \A t \in Task, i \in 1..N : Holds(t, i)' <=> Holds(t, i)
  BY DEF Calm, Holds
<1>3. CASE HasTaken
  BY <1>1, <1>3, TakenIs, TakenIsNext DEF TakenFacts, Calm
<1>4. ASSUME NEW t \in Task, NEW i \in 1..N, Holds(t, i) PROVE Taken' = Taken
  BY <1>2, <1>4, TakenIs, TakenIsNext DEF TakenFacts, Calm
<1>5. CASE ~HasTaken /\ \A t \in Task, i \in 1..N : ~Holds(t, i)
  BY <1>1, <1>2, <1>5, TakenIs, TakenIsNext DEF TakenFacts, Calm
<1> QED BY <1>3, <1>4, <1>5

\* Input i fires it in this step: what it has to offer at this moment is taken.
InputFires(i) == /\ i \in 1..N /\ Inputs[i] # NilChan
                 /\ \E r \in OfferOf(Inputs[i]) : Taken' = <<i, r>>

\* If an input has fired it has not been cancelled, somebody closes the result or has done so,
\* and who is told is told that.
FiredMeansFiring ==
    Taken # None => /\ ~IsCancelled
                    /\ closed[Done] \/ \E t \in Task : user[t] = Pending("done#") \/ \E i \in 1..N : Holds(t, i)
                    /\ \A t \in User : op[t] = "told" => user[t] = S!Gets(Taken[1], Taken[2])

\* Nobody is told of a firing, and nobody closes the result without a cancel, unless an input has fired.
FiringMeansFired ==
    /\ closed[Done] => Taken # None \/ closed[CancelChan]
    /\ \A t \in User : op[t] = "told" /\ user[t].case # 0 => Taken # None

\* The invariant implies both.
LEMMA InvFiring ==
  ASSUME Inv
  PROVE  FiredMeansFiring /\ FiringMeansFired
<1>1. \A t \in Task : user[t] = Pending("done#") => WillClose(t)
  BY DEF WillClose
<1>2. IsCancelled => WillClose(Or) /\ ~(user[Or] = Pending("done#"))
  BY Records, InputsList DEF IsCancelled, WillClose
<1>3. IsCancelled => ~HasTaken
  <2> SUFFICES ASSUME IsCancelled PROVE ~HasTaken
    OBVIOUS
  <2>1. ~closed["done"] /\ \A t \in Task : WillClose(t) => t = Or
    BY <1>2, OpKinds DEF Inv, Control, OneWillClose
  <2>2. \A t \in Task : user[t] # Pending("done#")
    BY <1>1, <1>2, <2>1
  <2> QED BY <2>1, <2>2 DEF Inv, Control, TakenMeansClosing
<1>4. IsCancelled => \A t \in Task, i \in 1..N : ~Holds(t, i)
  <2> SUFFICES ASSUME IsCancelled, NEW t \in Task, NEW i \in 1..N, Holds(t, i) PROVE FALSE
    OBVIOUS
  <2>1. t = Or
    BY <1>2, Holder, OpKinds
  <2> QED BY <2>1, Records, InputsList DEF IsCancelled, Holds
<1>5. Taken # None => closed[Done] \/ \E t \in Task : user[t] = Pending("done#") \/ \E i \in 1..N : Holds(t, i)
  <2>1. HasTaken => closed[Done] \/ \E t \in Task : user[t] = Pending("done#")
    BY Capacities DEF Inv, Control, TakenMeansClosing
  <2> QED BY <2>1, TakenIs DEF TakenFacts
<1>6. closed["done"] => Taken = firing /\ (HasTaken <=> Taken # None)
  <2>1. closed["done"] => \A t \in Task, i \in 1..N : ~Holds(t, i)
    BY Holder
  <2> QED BY <2>1, TakenIs DEF HasTaken, TakenFacts
<1>7. \A t \in User : op[t] = "told" => closed["done"] /\ user[t] = S!Gets(firing[1], firing[2])
  <2> SUFFICES ASSUME NEW t \in User, op[t] = "told"
               PROVE  closed["done"] /\ user[t] = S!Gets(firing[1], firing[2])
    OBVIOUS
  <2>1. InPlace("told", user[t])
    BY OpKinds DEF Inv, Control, TasksAreInPlace
  <2>2. user[t] = S!Gets(firing[1], firing[2])
    BY <2>1 DEF InPlace
  <2>3. closed["done"]
    BY DEF Inv, Control, ToldTheTruth
  <2> QED BY <2>2, <2>3
<1>8. FiredMeansFiring
  <2>1. Taken # None => ~IsCancelled
    BY <1>3, <1>4, TakenIs DEF TakenFacts
  <2>2. \A t \in User : op[t] = "told" => user[t] = S!Gets(Taken[1], Taken[2])
    BY <1>6, <1>7
  <2> QED BY <1>5, <2>1, <2>2 DEF FiredMeansFiring
<1>9. closed[Done] => Taken # None \/ closed[CancelChan]
  BY <1>6, Capacities DEF Inv, Control, DoneHasAReason
<1>10. \A t \in User : op[t] = "told" /\ user[t].case # 0 => Taken # None
  <2>1. ~HasTaken => firing[1] = 0
    BY DEF HasTaken, None
  <2> QED BY <1>6, <1>7, <2>1, Records
<1> QED BY <1>8, <1>9, <1>10 DEF FiringMeansFired

\* To fire is to say what has been taken.
LEMMA FireKeepsTaken ==
  ASSUME Inv, Inv', NEW t \in Task, Fire(t)
  PROVE  Taken' = Taken /\ Taken # None
<1>1. PICK i \in 1..N : Holds(t, i)
  BY DEF Fire
<1>2. Taken = <<i, user[t].res>> /\ firing' = <<i, user[t].res>> /\ Taken # None
  BY <1>1, TakenIs DEF Fire, Holds, TakenFacts
<1>3. HasTaken'
  BY <1>2 DEF HasTaken
<1> QED BY <1>2, <1>3, TakenIsNext DEF TakenFacts

\* What is taken is what an input offers, and it stays.
LEMMA NextTaken ==
  ASSUME Inv, Inv', [Next]_vars
  PROVE  /\ Taken # None => Taken' = Taken
         /\ Taken' # Taken => \E i \in 1..N : InputFires(i)
<1>1. ASSUME NEW t \in Task, Fire(t) PROVE Taken' = Taken
  BY <1>1, FireKeepsTaken
<1>2. ASSUME NEW t \in Task, ChannelStep(t), Taken # None, firing' = firing,
             \A u \in Task, i \in 1..N : Holds(u, i) => user'[u] = user[u] /\ op'[u] = op[u]
      PROVE  Taken' = Taken
  <2>1. HasTaken => Taken' = Taken
    BY <1>2, TakenIs, TakenIsNext DEF TakenFacts, HasTaken
  <2>2. ASSUME NEW u \in Task, NEW i \in 1..N, Holds(u, i) PROVE Taken' = Taken
    <3>1. Holds(u, i)' /\ user'[u] = user[u]
      BY <1>2, <2>2 DEF Holds
    <3> QED BY <2>2, <3>1, TakenIs, TakenIsNext DEF TakenFacts
  <2> QED BY <1>2, <2>1, <2>2, TakenIs DEF TakenFacts
<1>3. ASSUME NEW t \in Task, ChannelStep(t), Taken = None, Taken' # Taken PROVE \E i \in 1..N : InputFires(i)
  <2>1. firing' = firing /\ op' = op /\ ~HasTaken /\ \A u \in Task, i \in 1..N : ~Holds(u, i)
    BY <1>3, TakenIs DEF ChannelStep, TakenFacts
  <2>2. PICK u \in Task, i \in 1..N : Holds(u, i)'
    BY <1>3, <2>1, TakenIsNext DEF HasTaken, TakenFacts
  <2>3. user'[u] # user[u] /\ op[u] \in {"any", "or"} /\ user'[u].case = i /\ user'[u].pc = "returning"
    BY <2>1, <2>2 DEF Holds
  <2>4. Moves(u, user'[u])
    BY <1>3, <2>3 DEF ChannelStep
  <2>5. \E j \in Brings : \E r \in OfferOf(Inputs[j]) : user'[u] = S!Gets(j, r)
    BY <2>2, <2>3, <2>4, MovesFromPlaces, Records, InputsList, PlainShapes DEF Inv, InOrder
  <2>6. PICK r \in OfferOf(Inputs[i]) : user'[u].res = r /\ Inputs[i] # NilChan
    BY <2>3, <2>5, Records DEF Brings
  <2>7. Taken' = <<i, user'[u].res>>
    BY <2>2, TakenIsNext DEF TakenFacts
  <2> QED BY <2>6, <2>7 DEF InputFires
<1> QED BY <1>1, <1>2, <1>3, WhatIsKept, CalmKeepsTaken

\* It fires iff an input has fired: only what an input offers makes it fire, and that for good;
\* if one has fired nothing else can come, and if none has nobody is told so.
THEOREM FiresIffAnInputFired ==
    Spec => /\ [][Taken' # Taken => \E i \in 1..N : InputFires(i)]_vars
            /\ [][Taken # None => Taken' = Taken]_vars
            /\ [](FiredMeansFiring /\ FiringMeansFired)
<1>1. Inv => FiredMeansFiring /\ FiringMeansFired
  BY InvFiring
<1>2. Inv /\ Inv' /\ [Next]_vars => [Taken # None => Taken' = Taken]_vars
  BY NextTaken
<1>3. Inv /\ Inv' /\ [Next]_vars => [Taken' # Taken => \E i \in 1..N : InputFires(i)]_vars
  BY NextTaken
<1> QED BY <1>1, <1>2, <1>3, AlwaysInv, PTL DEF Spec
=============================================================================
