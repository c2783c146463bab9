-------------------------- MODULE OneOrNone_proof ---------------------------
(***************************************************************************)
(* How many elements a set of none or one has, from the definition.        *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, TLAPS

\* The size of the empty set, from the definition.
LEMMA NoneIsNone == Cardinality({}) = 0
<1> DEFINE fn(CS, T) == IF T = {} THEN 0 ELSE 1 + CS[T \ {CHOOSE x : x \in T}]
           IsCS(CS)  == CS = [T \in SUBSET {} |-> fn(CS, T)]
           CS        == CHOOSE CS : IsCS(CS)
           SZ        == [T \in SUBSET {} |-> 0]
<1>1. IsCS(SZ)
  <2>1. \A T \in SUBSET {} : T = {}
    OBVIOUS
  <2> QED BY <2>1
<1> HIDE DEF IsCS, SZ
<1>2. IsCS(CS)
  BY <1>1
<1> USE DEF IsCS
<1> HIDE DEF CS
<1>3. CS[{}] = 0
  <2>1. CS[{}] = fn(CS, {})
    <3> HIDE DEF fn
    <3> QED BY <1>2
  <2> QED BY <2>1
<1> HIDE DEF fn
<1>4. Cardinality({}) = CS[{}]
  BY DEF Cardinality, CS, fn
<1> QED BY <1>3, <1>4

\* The size of a set of one.
LEMMA OneIsOne == ASSUME NEW e PROVE Cardinality({e}) = 1
<1> DEFINE fn(CS, T) == IF T = {} THEN 0 ELSE 1 + CS[T \ {CHOOSE x : x \in T}]
           IsCS(CS)  == CS = [T \in SUBSET {e} |-> fn(CS, T)]
           CS        == CHOOSE CS : IsCS(CS)
           SZ        == [T \in SUBSET {e} |-> IF T = {} THEN 0 ELSE 1]
<1>1. IsCS(SZ)
  <2>1. \A T \in SUBSET {e} : T = {} \/ T = {e}
    OBVIOUS
  <2>2. SZ[{}] = 0 /\ fn(SZ, {}) = 0
    OBVIOUS
  <2>3. {e} \ {CHOOSE x : x \in {e}} = {}
    <3>1. (CHOOSE x : x \in {e}) = e
      OBVIOUS
    <3> QED BY <3>1
  <2>4. fn(SZ, {e}) = 1
    <3> HIDE DEF SZ
    <3>1. {e} # {}
      OBVIOUS
    <3> QED BY <2>2, <2>3, <3>1
  <2>5. \A T \in SUBSET {e} : fn(SZ, T) = IF T = {} THEN 0 ELSE 1
    <3> HIDE DEF fn, SZ
    <3> QED BY <2>1, <2>2, <2>4
  <2> HIDE DEF fn
  <2> QED BY <2>5
<1> HIDE DEF IsCS, SZ
<1>2. IsCS(CS)
  BY <1>1
<1> USE DEF IsCS
<1> HIDE DEF CS
<1>3. CS[{}] = fn(CS, {}) /\ CS[{e}] = fn(CS, {e})
  <2> HIDE DEF fn
  <2> QED BY <1>2
<1>4. CS[{e}] = 1
  <2>1. CS[{}] = 0
    BY <1>3
  <2>2. {e} \ {CHOOSE x : x \in {e}} = {} /\ {e} # {}
    <3>1. (CHOOSE x : x \in {e}) = e
      OBVIOUS
    <3> QED BY <3>1
  <2> QED BY <1>3, <2>1, <2>2
<1> HIDE DEF fn
<1>5. Cardinality({e}) = CS[{e}]
  BY DEF Cardinality, CS, fn
<1> QED BY <1>4, <1>5
=============================================================================
