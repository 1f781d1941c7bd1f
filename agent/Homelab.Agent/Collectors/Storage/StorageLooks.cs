namespace Homelab.Agent.Collectors.Storage;

/// <summary>The collectors whose findings are told of the devices that they look at.</summary>
internal sealed record StorageLooks(WriteProbe Probe, KernelComplaints Log, Canary Canary, PackageScrub Packages)
{
    private const int CanaryFileCount = 4, CanaryBlocksPerFile = 256;

    /// <param name="stateDirectory">Where the agent keeps its own state; empty where it keeps none.</param>
    public static StorageLooks For(SysRoot root, string stateDirectory, Func<bool> isOnBattery, TimeProvider clock) => new(
        new WriteProbe(stateDirectory, clock),
        new KernelComplaints(root),
        new Canary(new CanaryFiles(Path.Combine(stateDirectory, "canary"), CanaryFileCount, CanaryBlocksPerFile), stateDirectory, clock),
        new PackageScrub(root, stateDirectory, isOnBattery, clock));
}
