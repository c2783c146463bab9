---------------------------- MODULE Counting_proof ----------------------------
(***************************************************************************)
(* How many elements no element and one element are: from the recursive    *)
(* definition of Cardinality, which is a function on the subsets.          *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, TLAPS

\* The empty set has none.
LEMMA CardinalityOfNone == Cardinality({}) = 0
<1> DEFINE Counts(f) == f = [T \in SUBSET {} |-> IF T = {} THEN 0 ELSE 1 + f[T \ {CHOOSE x : x \in T}]]
<1>1. Counts([T \in SUBSET {} |-> 0])
  OBVIOUS
<1>2. Cardinality({}) = (CHOOSE f : Counts(f))[{}]
  BY DEF Cardinality
<1>3. Counts(CHOOSE f : Counts(f))
  <2> HIDE DEF Counts
  <2> QED BY <1>1
<1> QED BY <1>2, <1>3

\* A set with one has one.
LEMMA CardinalityOfOne ==
  ASSUME NEW e
  PROVE  Cardinality({e}) = 1
<1> DEFINE Counts(f) == f = [T \in SUBSET {e} |-> IF T = {} THEN 0 ELSE 1 + f[T \ {CHOOSE x : x \in T}]]
           g == [T \in SUBSET {e} |-> IF T = {} THEN 0 ELSE 1]
           h == CHOOSE f : Counts(f)
<1>1. Counts(g)
  <2>1. \A T \in SUBSET {e} : T = {} \/ T = {e}
    OBVIOUS
  <2>2. ASSUME NEW T \in SUBSET {e} PROVE g[T] = IF T = {} THEN 0 ELSE 1 + g[T \ {CHOOSE x : x \in T}]
    BY <2>1
  <2> QED BY <2>2
<1>2. Cardinality({e}) = h[{e}]
  BY DEF Cardinality
<1>3. Counts(h)
  <2> HIDE DEF Counts, g
  <2> QED BY <1>1
<1>4. h = [T \in SUBSET {e} |-> IF T = {} THEN 0 ELSE 1 + h[T \ {CHOOSE x : x \in T}]]
  BY <1>3
<1> HIDE DEF h
<1>5. {e} \ {CHOOSE x : x \in {e}} = {}
  OBVIOUS
<1> QED BY <1>2, <1>4, <1>5
=============================================================================
