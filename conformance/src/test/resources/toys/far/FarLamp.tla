------------------------------ MODULE FarLamp ------------------------------
(* A module that finds Lamp in another folder, as models of one room find  *)
(* the modules of another.                                                 *)
EXTENDS Lamp
=============================================================================
