------------------------------- MODULE Values -------------------------------
(* A value of every kind, for the Java form of states.                     *)
EXTENDS Naturals, Sequences, TLC
CONSTANT m
VARIABLES x
Init == x = [ string     |-> "text",
              model      |-> m,
              number     |-> 7,
              truth      |-> TRUE,
              tuple      |-> <<1, "b", m>>,
              sequence   |-> Append(<<"a">>, "b"),
              interval   |-> [i \in 1..2 |-> i * 10],
              other      |-> [i \in {2, 3} |-> i * 10],
              byModel    |-> [k \in {m} |-> 1],
              byPair     |-> [k \in {<<1, 2>>} |-> "pair"],
              explicit   |-> ("b" :> 2 @@ "a" :> 1),
              nothing    |-> [k \in {} |-> 1],
              set        |-> {1, 2},
              range      |-> 1..3,
              power      |-> SUBSET {1},
              nested     |-> {[f |-> <<{}>>]} ]
Stay == UNCHANGED x

Next == Stay
=============================================================================
