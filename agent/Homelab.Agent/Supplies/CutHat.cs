using Homelab.Agent.Collectors;
using Homelab.Domain.Lab;
using Homelab.Host.Programs;

namespace Homelab.Agent.Supplies;

/// <summary><c>homelab-agent --cut-hat</c>: what homelab-late runs when file systems are read-only and no agent runs any more.</summary>
internal static class CutHat
{
    public static async Task<int> Run(string line, TimeProvider clock)
    {
        var problem = HatCutLine.Parse(line, out var why) is { } hat ? await SuppliesSetup.Cutter(new SysRoot("/"), clock).Cut(hat, CancellationToken.None) : $"It {why}.";
        Console.Error.WriteLine($"homelab-agent: {(problem.Length == 0 ? "the HAT takes the power now" : $"the HAT is not cut. {problem}")}");
        return problem.Length == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
