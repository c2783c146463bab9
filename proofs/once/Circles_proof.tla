---------------------------- MODULE Circles_proof ---------------------------
(***************************************************************************)
(* Tasks never wait for one another in a circle: NobodyWaitsForHimself,    *)
(* the invariant of module Once that Once_proof leaves out, is proved here *)
(* for any tasks and any finite set of Onces (theorem NoCircles).          *)
(*                                                                         *)
(* Waiting is who waits for whom.  Only Park makes anybody wait, and Park  *)
(* has seen that no chain leads back to the one who parks; by module       *)
(* Walks_proof, that closes no circle.  After any other step nobody waits  *)
(* who did not wait before.                                                *)
(*                                                                         *)
(* Park looks at chains that are no longer than there are Onces, and       *)
(* NobodyWaitsForHimself speaks of no others.  Nor is there a longer       *)
(* circle (theorem NoCirclesOfAnyLength): the shortest one meets nobody    *)
(* twice, so each of its tasks waits at a Once of its own, and by module   *)
(* Size_proof these are no more than there are.                            *)
(*                                                                         *)
(* Assumed: what Once_proof assumes, and that the Onces are finitely many. *)
(***************************************************************************)
EXTENDS Once_proof, Walks_proof, Size_proof

\* There are finitely many Onces.
ASSUME OncesAreFinite == IsFiniteSet(Once)

\* How many there are is a number.
LEMMA OncesAreCounted == Cardinality(Once) \in Nat
  BY OncesAreFinite, AtMostCardinality

\* Who waits for whom.
Waiting == {e \in Task \X Task : \E o \in Once : ParksAt(task[e[1]], o) /\ runner[o] = e[2]}

\* Somebody waits for himself, along no more tasks than there are Onces.
WaitsInCircle == Circular(Task, Waiting, Cardinality(Once))

\* The pairs of Waiting, in the words of module Once.
LEMMA WaitingIs ==
  ASSUME Inv, NEW u \in Task, NEW v \in Task
  PROVE  <<u, v>> \in Waiting <=> Is(u, "parked") /\ runner[On(u)] = v
<1>1. <<u, v>> \in Waiting <=> \E o \in Once : ParksAt(task[u], o) /\ runner[o] = v
  BY DEF Waiting
<1>2. ASSUME Is(u, "parked") PROVE On(u) \in Once
  <2>1. task[u] # <<>> /\ Last(task[u]).pc = "parked" /\ On(u) = Last(task[u]).on
    BY <1>2, Tops DEF At
  <2> QED BY <2>1, StackOf, FrameKinds
<1>3. \A o : ParksAt(task[u], o) <=> Is(u, "parked") /\ On(u) = o
  BY Tops DEF ParksAt
<1> QED BY <1>1, <1>2, <1>3

\* What module Once calls a circle is a path.
LEMMA CircleIsPath ==
  ASSUME Inv, NEW t \in Task, NEW o \in Once
  PROVE  Circle(t, o) <=> Path(Task, Waiting, Cardinality(Once), runner[o], t)
<1>1. ASSUME NEW n \in 1..Cardinality(Once), NEW c \in [1..n -> Task]
      PROVE  Walk(Waiting, n, c) <=> \A i \in 1..n-1 : Is(c[i], "parked") /\ runner[On(c[i])] = c[i+1]
  <2>1. n \in Nat
    BY OncesAreCounted
  <2>2. ASSUME NEW i \in 1..n-1
        PROVE  <<c[i], c[i+1]>> \in Waiting <=> Is(c[i], "parked") /\ runner[On(c[i])] = c[i+1]
    <3>1. i \in 1..n /\ i + 1 \in 1..n
      BY <2>1
    <3>2. c[i] \in Task /\ c[i+1] \in Task
      BY <3>1
    <3> QED BY <3>2, WaitingIs
  <2> QED BY <2>2 DEF Walk
<1> QED BY <1>1 DEF Circle, Path

\* Where there is no circle nobody waits for himself.
LEMMA NoCircleImplies ==
  ASSUME Inv, ~WaitsInCircle
  PROVE  NobodyWaitsForHimself
<1> SUFFICES ASSUME NEW o \in Once, NEW t \in Task, Waits(t, o), Circle(t, o) PROVE FALSE
  BY DEF NobodyWaitsForHimself
<1>1. ParksAt(task[t], o)
  BY Tops
<1>2. runner[o] \in Task
  BY <1>1 DEF Inv, ParkedWhereItRuns, RunnerRuns
<1>3. <<t, runner[o]>> \in Waiting
  BY <1>1, <1>2 DEF Waiting
<1>4. Path(Task, Waiting, Cardinality(Once), runner[o], t)
  BY CircleIsPath
<1> HIDE DEF Waiting
<1> QED BY <1>3, <1>4 DEF Path, WaitsInCircle, Circular

\* A step after which nobody waits who did not wait before, for the same task, makes no circle.
LEMMA NobodyJoins ==
  ASSUME ~WaitsInCircle,
         \A u \in Task, o \in Once : ParksAt(task'[u], o) => ParksAt(task[u], o) /\ runner'[o] = runner[o]
  PROVE  ~WaitsInCircle'
<1>1. \A u \in Task, v \in Task : <<u, v>> \in Waiting' => <<u, v>> \in Waiting
  BY DEF Waiting
<1> DEFINE W == Waiting
           V == Waiting'
<1>2. ~Circular(Task, W, Cardinality(Once)) /\ \A u \in Task, v \in Task : <<u, v>> \in V => <<u, v>> \in W
  BY <1>1 DEF WaitsInCircle
<1> HIDE DEF W, V
<1>3. ~Circular(Task, V, Cardinality(Once))
  BY <1>2, FewerPairs
<1> QED BY <1>3 DEF V, WaitsInCircle, Circular, Walk

\* Such is a step that changes one stack, to one whose top is not parked.
LEMMA NobodyParks ==
  ASSUME Inv, ~WaitsInCircle, NEW t \in Task, NEW s, task' = [task EXCEPT ![t] = s], ~At(s, "parked"),
         \A o \in Once : state[o] # "new" => runner'[o] = runner[o]
  PROVE  ~WaitsInCircle'
<1>1. \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY DEF Inv, TypeInv
<1>2. \A u \in Task, o \in Once : ParksAt(task[u], o) => state[o] # "new"
  BY DEF Inv, ParkedWhereItRuns
<1>3. \A o : ~ParksAt(s, o)
  BY DEF ParksAt
<1>4. \A u \in Task, o \in Once : ParksAt(task'[u], o) => ParksAt(task[u], o) /\ runner'[o] = runner[o]
  BY <1>1, <1>2, <1>3
<1> QED BY <1>4, NobodyJoins

\* Such is a step that changes the top of one stack, to a call that is not parked.
LEMMA TopDoesNotPark ==
  ASSUME Inv, ~WaitsInCircle, NEW t \in Task, NEW f, f.pc # "parked", task[t] # <<>>,
         task' = [task EXCEPT ![t] = With(t, f)],
         \A o \in Once : state[o] # "new" => runner'[o] = runner[o]
  PROVE  ~WaitsInCircle'
<1>1. Last(With(t, f)) = f
  BY StackOf, NewTops DEF With
<1>2. ~At(With(t, f), "parked")
  BY <1>1 DEF At
<1> DEFINE s == With(t, f)
<1>3. task' = [task EXCEPT ![t] = s] /\ ~At(s, "parked")
  BY <1>2
<1> HIDE DEF s
<1> QED BY <1>3, NobodyParks

\* Such is a call that gets its result.
LEMMA FinishDoesNotPark ==
  ASSUME Inv, ~WaitsInCircle, NEW t \in Task, NEW r, Finish(t, r), task[t] # <<>>, runner' = runner
  PROVE  ~WaitsInCircle'
<1>1. Done(r).pc # "parked"
  BY FramesMade
<1>2. task' = [task EXCEPT ![t] = With(t, Done(r))]
  BY DEF Finish
<1> QED BY <1>1, <1>2, TopDoesNotPark

\* No call makes a circle, for to call is not yet to wait.
LEMMA CallCircle ==
  ASSUME Inv, ~WaitsInCircle, NEW t \in Task, NEW op, NEW o, Call(t, op, o) \/ Nest(t, o)
  PROVE  ~WaitsInCircle'
<1>1. \A p : Called(p, o).pc = "called"
  BY FramesMade
<1>2. CASE Call(t, op, o)
  <2> DEFINE f == Called(op, o)
             s == <<f>>
  <2>1. task' = [task EXCEPT ![t] = s] /\ \A q \in Once : runner'[q] = runner[q]
    BY <1>2 DEF Call
  <2>2. f.pc = "called"
    BY <1>1
  <2> HIDE DEF f
  <2>3. ~At(s, "parked")
    BY <2>2 DEF At, Last
  <2> HIDE DEF s
  <2> QED BY <2>1, <2>3, NobodyParks
<1>3. CASE Nest(t, o)
  <2> DEFINE f == Called("run", o)
             s == Append(task[t], f)
  <2>1. task' = [task EXCEPT ![t] = s] /\ \A q \in Once : runner'[q] = runner[q]
    BY <1>3 DEF Nest
  <2>2. f.pc = "called"
    BY <1>1
  <2> HIDE DEF f
  <2>3. Last(s) = f
    BY StackOf, NewTops
  <2> HIDE DEF s
  <2>4. ~At(s, "parked")
    BY <2>2, <2>3 DEF At
  <2> QED BY <2>1, <2>4, NobodyParks
<1> QED BY <1>2, <1>3

\* Nor does a return, for a function that called goes on.
LEMMA ReturnCircle ==
  ASSUME Inv, ~WaitsInCircle, NEW t \in Task, NEW r, Return(t, r) \/ Back(t, r)
  PROVE  ~WaitsInCircle'
<1>1. CASE Return(t, r)
  <2>1. task' = [task EXCEPT ![t] = <<>>] /\ \A q \in Once : runner'[q] = runner[q]
    BY <1>1 DEF Return
  <2> QED BY <2>1, EmptyStack, NobodyParks
<1>2. CASE Back(t, r)
  <2> DEFINE s == SubSeq(task[t], 1, Len(task[t]) - 1)
  <2>1. task[t] # <<>> /\ Last(task[t]).pc = "done"
    BY <1>2, StackOf, FramesMade DEF Back, Top, Last
  <2>2. s # <<>> => Last(s).pc = "running"
    BY <2>1, StackOf, Popped
  <2>3. task' = [task EXCEPT ![t] = s] /\ \A q \in Once : runner'[q] = runner[q]
    BY <1>2 DEF Back, Pop
  <2> HIDE DEF s
  <2>4. ~At(s, "parked")
    BY <2>2 DEF At
  <2> QED BY <2>3, <2>4, NobodyParks
<1> QED BY <1>1, <1>2

\* Nor does the beginning of a function, for which nobody waits yet.
LEMMA BeginCircle ==
  ASSUME Inv, ~WaitsInCircle, NEW t \in Task, Begin(t)
  PROVE  ~WaitsInCircle'
<1> DEFINE p == Last(task[t]).on
           f == [Top(t) EXCEPT !.pc = "running"]
<1>1. /\ task[t] # <<>> /\ Last(task[t]).pc = "called" /\ Top(t) = Last(task[t])
      /\ state[p] = "new" /\ runner' = [runner EXCEPT ![p] = t] /\ task' = [task EXCEPT ![t] = With(t, f)]
  BY Tops DEF Begin, At
<1>2. f.pc = "running"
  <2>1. f = [pc |-> "running", op |-> Last(task[t]).op, on |-> p]
    BY <1>1, StackOf, FrameKinds
  <2> QED BY <2>1
<1>3. \A o \in Once : state[o] # "new" => runner'[o] = runner[o]
  BY <1>1 DEF Inv, TypeInv
<1> HIDE DEF f
<1> QED BY <1>1, <1>2, <1>3, TopDoesNotPark

\* Nor does a call that passes, is refused, gives up or goes on.
LEMMA FinishCircle ==
  ASSUME Inv, ~WaitsInCircle, NEW t \in Task,
         \/ Skip(t) \/ Deadlock(t) \/ RefuseInterrupted(t) \/ Resume(t)
         \/ \E why \in {"interrupted"} : Withdraw(t, why)
  PROVE  ~WaitsInCircle'
<1>1. task[t] # <<>> /\ runner' = runner /\ \E r : Finish(t, r)
  BY DEF Skip, Deadlock, RefuseInterrupted, Resume, Withdraw, Is
<1> QED BY <1>1, FinishDoesNotPark

\* When a function ends nobody waits for it any more.
LEMMA ReleaseCircle ==
  ASSUME Inv, ~WaitsInCircle, NEW t \in Task, End(t) \/ Fail(t)
  PROVE  ~WaitsInCircle'
<1> DEFINE p == Last(task[t]).on
<1>1. PICK mine \in Result, theirs \in {"ok", "failed"} : Release(t, mine, theirs)
  BY EndReleases
<1>2. \A u \in Task, o \in Once : ParksAt(task'[u], o) => ParksAt(task[u], o) /\ o # p
  BY <1>1, EndReleases, Released
<1>3. runner' = [runner EXCEPT ![p] = None]
  BY <1>1, Tops DEF Release
<1> HIDE DEF p
<1>4. \A o \in Once : o # p => runner'[o] = runner[o]
  BY <1>3 DEF Inv, TypeInv
<1> QED BY <1>2, <1>4, NobodyJoins

\* Park looks before it waits.
LEMMA ParkCircle ==
  ASSUME Inv, ~WaitsInCircle, NEW t \in Task, Park(t)
  PROVE  ~WaitsInCircle'
<1> DEFINE p == Last(task[t]).on
           f == [Top(t) EXCEPT !.pc = "parked"]
           s == With(t, f)
<1>1. /\ task[t] # <<>> /\ Last(task[t]).pc = "called" /\ Top(t) = Last(task[t])
      /\ state[p] = "running" /\ ~Circle(t, p) /\ runner' = runner /\ task' = [task EXCEPT ![t] = s]
  BY Tops DEF Park, At
<1>2. p \in Once
  BY <1>1, StackOf, FrameKinds
<1>3. f.pc = "parked" /\ f.on = p
  <2>1. f = [pc |-> "parked", op |-> Last(task[t]).op, on |-> p]
    BY <1>1, StackOf, FrameKinds
  <2> QED BY <2>1
<1> HIDE DEF f
<1>4. Last(s) = f
  BY <1>1, StackOf, NewTops DEF With
<1>5. \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY <1>1 DEF Inv, TypeInv
<1> HIDE DEF s, p
<1>6. \A o : (ParksAt(s, o) => o = p) /\ ~ParksAt(task[t], o)
  BY <1>1, <1>3, <1>4 DEF ParksAt, At
<1> DEFINE v == runner[p]
           k == Cardinality(Once)
           W == Waiting
           V == Waiting'
<1>7. ASSUME NEW u \in Task, NEW w \in Task, <<u, w>> \in V PROVE <<u, w>> \in W \cup {<<t, v>>}
  <2>1. PICK o \in Once : ParksAt(task'[u], o) /\ runner'[o] = w
    BY <1>7 DEF Waiting
  <2>2. CASE u = t
    <3>1. o = p
      BY <1>5, <1>6, <2>1, <2>2
    <3> QED BY <1>1, <2>1, <2>2, <3>1
  <2>3. CASE u # t
    <3>1. ParksAt(task[u], o) /\ runner[o] = w
      BY <1>1, <1>5, <2>1, <2>3
    <3> QED BY <3>1 DEF Waiting
  <2> QED BY <2>2, <2>3
<1>8. \A u : <<t, u>> \notin W
  BY <1>6 DEF Waiting
<1>9. ~Path(Task, W, k, v, t)
  BY <1>1, <1>2, CircleIsPath
<1>10. ~Circular(Task, W, k) /\ k \in Nat
  BY OncesAreCounted DEF WaitsInCircle
<1> HIDE DEF W, V, k, v
<1>11. ~Circular(Task, W \cup {<<t, v>>}, k)
  BY <1>8, <1>9, <1>10, NoNewCircle
<1>12. ~Circular(Task, V, k)
  BY <1>7, <1>11, FewerPairs
<1> QED BY <1>12 DEF V, k, WaitsInCircle, Circular, Walk

\* At the start nobody waits.
LEMMA InitCircle == Init => ~WaitsInCircle
<1> SUFFICES ASSUME Init PROVE ~WaitsInCircle
  OBVIOUS
<1>1. \A e : e \notin Waiting
  BY EmptyStack DEF Init, Waiting, ParksAt
<1> QED BY <1>1 DEF WaitsInCircle, Circular

\* No step makes a circle.
LEMMA NextCircle == Inv /\ ~WaitsInCircle /\ [Next]_vars => ~WaitsInCircle'
<1> SUFFICES ASSUME Inv, ~WaitsInCircle, [Next]_vars PROVE ~WaitsInCircle'
  OBVIOUS
<1>1. CASE UNCHANGED vars
  BY <1>1, NobodyJoins DEF vars
<1>2. CASE Next
  BY <1>2, CallCircle, ReturnCircle, BeginCircle, FinishCircle, ReleaseCircle, ParkCircle DEF Next
<1> QED BY <1>1, <1>2

\* Tasks never wait for one another in a circle.
THEOREM NoCircles == Spec => []NobodyWaitsForHimself
  BY InitCircle, NextCircle, NoCircleImplies, AlwaysInv, PTL DEF Spec

-----------------------------------------------------------------------------
\* n tasks wait for one another in a circle: each for a function that the next one runs, the last for the first.
InCircle(n, c) == \A i \in 1..n : Is(c[i], "parked") /\ runner[On(c[i])] = c[IF i = n THEN 1 ELSE i + 1]
NobodyInCircle == \A n \in Nat \ {0} : \A c \in [1..n -> Task] : ~InCircle(n, c)

\* A circle of any length means that there is one that is no longer than there are Onces.
LEMMA NoLongCircle ==
  ASSUME Inv, ~WaitsInCircle
  PROVE  NobodyInCircle
<1> SUFFICES ASSUME NEW n \in Nat \ {0}, NEW c \in [1..n -> Task], InCircle(n, c) PROVE FALSE
  BY DEF NobodyInCircle
<1>1. Walk(Waiting, n, c) /\ <<c[n], c[1]>> \in Waiting
  <2>1. ASSUME NEW i \in 1..n - 1 PROVE <<c[i], c[i + 1]>> \in Waiting
    <3>1. i \in 1..n /\ i + 1 \in 1..n /\ i # n
      OBVIOUS
    <3>2. c[i] \in Task /\ c[i + 1] \in Task /\ Is(c[i], "parked") /\ runner[On(c[i])] = c[i + 1]
      BY <3>1 DEF InCircle
    <3> QED BY <3>2, WaitingIs
  <2>2. <<c[n], c[1]>> \in Waiting
    <3>1. n \in 1..n /\ 1 \in 1..n
      OBVIOUS
    <3>2. c[n] \in Task /\ c[1] \in Task /\ Is(c[n], "parked") /\ runner[On(c[n])] = c[1]
      BY <3>1 DEF InCircle
    <3> QED BY <3>2, WaitingIs
  <2> QED BY <2>1, <2>2 DEF Walk
<1> DEFINE W == Waiting
<1>2. PICK m \in Nat \ {0} : \E d : SimpleCircle(Task, W, m, d)
  <2>1. Walk(W, n, c) /\ <<c[n], c[1]>> \in W
    BY <1>1
  <2> HIDE DEF W
  <2> QED BY <2>1, ShortestCircle
<1>3. PICK d : SimpleCircle(Task, W, m, d)
  BY <1>2
<1>4. d \in [1..m -> Task]
  BY <1>3 DEF SimpleCircle
<1>5. Walk(W, m, d) /\ <<d[m], d[1]>> \in W
  BY <1>3 DEF SimpleCircle
<1>6. \A i, j \in 1..m : d[i] = d[j] => i = j
  BY <1>3 DEF SimpleCircle
<1> DEFINE next(i) == IF i = m THEN 1 ELSE i + 1
<1>7. ASSUME NEW i \in 1..m PROVE next(i) \in 1..m /\ <<d[i], d[next(i)]>> \in W
  <2>1. CASE i = m
    <3>1. next(i) = 1 /\ 1 \in 1..m
      BY <2>1
    <3> HIDE DEF W, next
    <3> QED BY <1>5, <2>1, <3>1
  <2>2. CASE i # m
    <3>1. next(i) = i + 1 /\ i \in 1..m - 1 /\ i + 1 \in 1..m
      BY <2>2
    <3> HIDE DEF W, next
    <3> QED BY <1>5, <3>1 DEF Walk
  <2> QED BY <2>1, <2>2
<1>8. \A i, j \in 1..m : next(i) = next(j) => i = j
  OBVIOUS
<1> HIDE DEF next
<1>9. ASSUME NEW i \in 1..m PROVE ParksAt(task[d[i]], On(d[i])) /\ On(d[i]) \in Once /\ runner[On(d[i])] = d[next(i)]
  <2>1. <<d[i], d[next(i)]>> \in Waiting
    BY <1>4, <1>7
  <2>2. PICK o \in Once : ParksAt(task[d[i]], o) /\ runner[o] = d[next(i)]
    BY <2>1 DEF Waiting
  <2>3. o = On(d[i])
    BY <2>2, Tops DEF ParksAt
  <2> QED BY <2>2, <2>3
<1> HIDE DEF W
<1> DEFINE p == [i \in 1..m |-> On(d[i])]
<1>10. p \in [1..m -> Once] /\ \A i \in 1..m : p[i] = On(d[i])
  BY <1>9
<1> HIDE DEF p
<1>11. ASSUME NEW i \in 1..m, NEW j \in 1..m, p[i] = p[j] PROVE i = j
  <2>1. d[next(i)] = d[next(j)]
    BY <1>9, <1>10, <1>11
  <2>2. next(i) = next(j)
    BY <1>6, <1>7, <2>1
  <2> QED BY <1>8, <2>2
<1>12. m <= Cardinality(Once)
  <2>1. \A i, j \in 1..m : p[i] = p[j] => i = j
    BY <1>11
  <2> QED BY <1>10, <2>1, OncesAreFinite, AtMostCardinality
<1>13. m \in 1..Cardinality(Once)
  BY <1>12, OncesAreCounted
<1> QED BY <1>4, <1>5, <1>13 DEF W, WaitsInCircle, Circular

\* Nor do tasks wait in a circle that is longer than there are Onces.
THEOREM NoCirclesOfAnyLength == Spec => []NobodyInCircle
  BY InitCircle, NextCircle, NoLongCircle, AlwaysInv, PTL DEF Spec
=============================================================================
