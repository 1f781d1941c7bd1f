/* How much of the world one run holds. The test sets FAULTS and FLIPS from outside. */
#ifndef FAULTS
#define FAULTS 1        /* crashes, partitions, reboots, lost, doubled and reordered messages, shorter batteries, an FSD: together */
#endif
#ifndef FLIPS
#define FLIPS 2         /* how often the mains go or come */
#endif
#ifndef HORIZON
#define HORIZON 26      /* ticks */
#endif

/* Which kinds of fault may happen: their sum. */
#define Crash       1   /* of the coordinator */
#define Partition   2   /* a node and its neighbours */
#define AgentCrash  4
#define Reboot      8   /* of a node, by someone */
#define Shorter    16   /* the battery holds less than it said */
#define ForeignFsd 32   /* another primary sets FSD, and cuts */
#define Wire       64   /* a message is lost, doubled, or held back */
#ifndef KINDS
#define KINDS     127
#endif
#define MAY(kind) ((KINDS & kind) != 0)

#define TICK_SECONDS 30
#define TICKS(seconds) ((seconds + TICK_SECONDS - 1) / TICK_SECONDS)

#define GRACE    TICKS(Policy_Grace_Seconds)
#define LONE_DEBOUNCE (DEBOUNCE + 1)   /* an agent alone waits longer than the coordinator would */
#define MARGIN   TICKS(Policy_Margin_Seconds)
#define DEBOUNCE TICKS(Policy_Debounce_Seconds)
#define TAIL     TICKS(Policy_Tail_Seconds)
#define BEAT     TICKS(Policy_Beat_Seconds)
#define STOP     TICKS(Node_Stop_Seconds)
#define WAIT     Lease_BeatsToWait
#define AHEAD    1      /* an order comes before the lease ends */
#define LIFETIME 3      /* of an order, from the beat that it answers */
#define HEARD    2      /* beats without which a node is silent */
#define SETTLE   3      /* by how much a lease is extended while the mains settle */

#define BATTERY  12     /* ticks of a full one */
#define SHORTER  3      /* what a surprise takes off it */
#define FOREIGN  6      /* from another primary's FSD to its cut */
#define DELAY    1      /* from the order to cut to the cut */
#define BOOTS    1      /* ticks that a node takes to start */
#define RECOVERY 12     /* within which everything is on again once nothing more happens */
