/*
 * The protocol of docs/power-rules.md in small: one UPS, its upsd, a coordinator that may be started again, and two nodes, of which a needs b.
 * What is checked, within which bounds, and how to read a counterexample: docs/model.md.
 *
 * One tick is TICK_SECONDS. In each the processes take their turns in a fixed order (world, coordinator, network, a, b), so that what is
 * left to chance is what matters: when the mains go and come, and which faults happen when.
 */
#include "table.generated.pml"
#include "bounds.pml"
#include "world.pml"
#include "checks.pml"
#include "agent.pml"
#include "journal.pml"
#include "coordinator.pml"

/* The mains, the UPS and what hurts. */
proctype World()
{
  do
  :: atomic { turn == TURN_WORLD && now < HORIZON -> look(); now++; physics(); fates(); turn = TURN_COORDINATOR }
  :: atomic { turn == TURN_WORLD && now >= HORIZON -> break }
  od
}

/* What the network does to a message on its way: it loses, doubles, reorders. Holding messages back is a partition's part. */
proctype Network()
{
end:
  do
  :: atomic { turn == TURN_NETWORK -> mishap(); turn = TURN_A }
  od
}

proctype Coordinator()
{
end:
  do
  :: atomic { turn == TURN_COORDINATOR -> if :: up -> coordinate() :: else fi; turn = TURN_NETWORK }
  od
}

proctype Agent(byte i)
{
end:
  do
  :: atomic { turn == TURN_A + i -> live(i); turn = (i == A -> TURN_B : TURN_WORLD) }
  od
}

init
{
  atomic {
    if :: metered = true :: metered = false fi;
    run World(); run Network(); run Coordinator(); run Agent(A); run Agent(B)
  }
}
