namespace Homelab.Simulation.Machines;

public enum MachinePhase
{
    Off,
    Booting,
    Running,

    /// <summary>On its way down; its network is gone already (P20), its disks are not.</summary>
    Stopping,
}
