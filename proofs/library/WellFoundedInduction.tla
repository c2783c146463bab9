------------------------ MODULE WellFoundedInduction ------------------------
(***************************************************************************)
(* The definitions and theorems that the proofs use from the module of     *)
(* this name that comes with tlapm, so that a proof file can be parsed     *)
(* where there is no tlapm.  Nothing is proved with this one: tlapm does   *)
(* not look here, and brings its own.                                      *)
(***************************************************************************)
EXTENDS Naturals

IsWellFoundedOn(R, S) ==
    ~ \E f \in [Nat -> S] : \A n \in Nat : <<f[n+1], f[n]>> \in R

OpToRel(_\prec_, S) == {ss \in S \X S : ss[1] \prec ss[2]}

THEOREM WFMin ==
         ASSUME NEW R, NEW S,
                IsWellFoundedOn(R, S),
                NEW T, T \subseteq S, T # {}
         PROVE  \E x \in T : \A y \in T : ~ (<<y, x>> \in R)

THEOREM NatLessThanWellFounded == IsWellFoundedOn(OpToRel(<,Nat), Nat)
=============================================================================
