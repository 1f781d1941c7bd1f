namespace Homelab.Simulation.Machines;

public enum MachinePhase
{
    Off,
    Booting,
    Running,

    /// <summary>On its way down; its network is gone already (P20), its disks are not.</summary>
    Stopping,

    /// <summary>Stopped to read-only file systems, and waiting for its power to go (P26): the loss of it harms nothing.</summary>
    Waiting,
}
