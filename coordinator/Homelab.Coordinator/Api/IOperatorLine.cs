using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Api;

/// <summary>An operator's way to the outage engine.</summary>
public interface IOperatorLine
{
    /// <summary>Waits until the engine has decided and the journal has it.</summary>
    Task<OperatorReply> Ask(OutageInput.OperatorAsked asked);
}

/// <param name="IsTaken">The engine took it.</param>
/// <param name="Sentence">What came of it.</param>
/// <param name="Unjournalled">It is in force, and the disk does not have it.</param>
public sealed record OperatorReply(bool IsTaken, string Sentence, bool Unjournalled = false);
