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
#define Silence   128   /* of the upsd, towards a node that is cut off */
#ifndef KINDS
#define KINDS     255
#endif
#define MAY(kind) ((KINDS & kind) != 0)

/*
 * Two scales, both rounded up. A tick stands for TICK_SECONDS of what a battery, a stop or the mains take; of what is counted in beats, that is of
 * how long a message may be on its way, it stands for BEATS_A_TICK, for in a tick everybody says one thing.
 */
#define TICK_SECONDS 30
#define BEATS_A_TICK 4
#define TICKS(seconds) ((seconds + TICK_SECONDS - 1) / TICK_SECONDS)
#define ROUNDS(beats)  ((beats + BEATS_A_TICK - 1) / BEATS_A_TICK)

#define GRACE    TICKS(Policy_Grace_Seconds)
#define MARGIN   TICKS(Policy_Margin_Seconds)
#define DEBOUNCE TICKS(Policy_Debounce_Seconds)
#define TAIL     TICKS(Policy_Tail_Seconds)
#define STOP     TICKS(Node_Stop_Seconds)
#define SETTLE   TICKS(Lease_Settle_Seconds)  /* by how much a lease is extended while the mains settle */
#define WAIT     ROUNDS(Lease_BeatsToWait)    /* for an answer to a lease */
#define HEARD    ROUNDS(Node_BeatsToMiss)     /* without a beat so long a node is silent */
#define LOST     ROUNDS(Agent_BeatsToLose)    /* without an answer so long an agent is alone */
#define AHEAD    ROUNDS(Order_BeatsAhead)     /* an order comes before the lease ends */
#define LIFETIME ROUNDS(Order_BeatsToLive)    /* of an order, from the beat that it answers */

#define BATTERY  12     /* ticks of a full one */
#define SHORTER  3      /* what a surprise takes off it */
#define FOREIGN  6      /* from another primary's FSD to its cut */
#define DELAY    1      /* from the order to cut to the cut */
#define BOOTS    1      /* ticks that a node takes to start */
#define TELLING  (WAIT + 2)   /* ticks in which a node can be told of an outage: a beat, and for b the lease of a before its own */
#define RECOVERY 12     /* within which everything is on again once nothing more happens */
