using Homelab.Files.Diagnostics;

namespace Homelab.Files.Secrets;

/// <summary>A secret, or why it cannot be had. Not a record, so that printing it does not print the secret.</summary>
public sealed class SecretResult
{
    internal SecretResult(string? value, Diagnostic? problem) => (Value, Problem) = (value, problem);

    /// <summary>Null exactly where there is a <see cref="Problem"/>.</summary>
    public string? Value { get; }

    public Diagnostic? Problem { get; }

    public override string ToString() => Problem?.ToString() ?? "(a secret)";
}
