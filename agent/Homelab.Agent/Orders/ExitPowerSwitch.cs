using Homelab.Domain.Shutdown;

namespace Homelab.Agent.Orders;

/// <summary>Ends the agent with a code that tells a supervisor what happened: the machine would be off now.</summary>
public sealed class ExitPowerSwitch(IHostApplicationLifetime lifetime) : IPowerSwitch
{
    /// <summary>Powered off by an order.</summary>
    public const int OrderedExitCode = 10;

    /// <summary>Powered off because a lease ran out.</summary>
    public const int LeaseExitCode = 11;

    public Task<(bool Taken, string Detail)> PowerOff(bool isOrder, PowerEnd end, CancellationToken cancellationToken)
    {
        Environment.ExitCode = isOrder ? OrderedExitCode : LeaseExitCode;
        lifetime.StopApplication();
        return Task.FromResult((true, end.RebootAfter is { } after ? $"the agent ends; the machine would start again in {PlanWords.Span(after)} if its power stays" : "the agent ends"));
    }
}
