using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>The collectors whose findings are told of the devices that they look at.</summary>
internal sealed record StorageLooks(WriteProbe Probe, KernelComplaints Log, Canary Canary, PackageScrub Packages, AskedOfRoot<SmartAnswer> Smart, AskedOfRoot<ControllerReport> Controller)
{
    private const int CanaryFileCount = 4, CanaryBlocksPerFile = 256;

    private static readonly TimeSpan s_smartEvery = TimeSpan.FromHours(1), s_controllerEvery = TimeSpan.FromMinutes(10);

    /// <param name="stateDirectory">Where the agent keeps its own state; empty where it keeps none.</param>
    public static StorageLooks For(SysRoot root, string stateDirectory, Func<bool> isOnBattery, TimeProvider clock)
    {
        var helper = new RootSocket(root, clock);
        return new(
            new WriteProbe(stateDirectory, clock),
            new KernelComplaints(root),
            new Canary(new CanaryFiles(Path.Combine(stateDirectory, "canary"), CanaryFileCount, CanaryBlocksPerFile), stateDirectory, clock),
            new PackageScrub(root, stateDirectory, isOnBattery, clock),
            new AskedOfRoot<SmartAnswer>("smart", s_smartEvery, root, new(helper, (_, disk) => RootQuestion.Smart(disk), SmartAnswer.Parse), isOnBattery, clock),
            new AskedOfRoot<ControllerReport>("controller", s_controllerEvery, root, new(helper, CardController.Question, CardController.Parse), isOnBattery, clock));
    }
}
