namespace Homelab.Domain.Trust;

/// <summary>By what a machine is told from another that holds the same key, such as a copy of its card.</summary>
/// <param name="Serial">A Raspberry Pi's serial number; empty on machines whose serial only root may read, or that have none.</param>
/// <param name="Installation">A hash of /etc/machine-id (machine-id(5)), in hexadecimal; empty where there is none.</param>
public sealed record MachineMarks(string Serial, string Installation)
{
    public static readonly MachineMarks Unknown = new("", "");

    /// <summary>How <paramref name="other"/> is another machine than this enrolled one, as the end of a sentence; null where nothing says so.</summary>
    public string? Difference(MachineMarks other) => (this, other) switch
    {
        // A mark that was not there at the enrolment was bound to nothing.
        ({ Serial.Length: > 0 }, { Serial.Length: 0 }) => $"it was enrolled on the machine with the serial {Serial}, and this one has none that can be read",
        ({ Serial.Length: > 0 }, _) when Serial != other.Serial => $"it was enrolled on the machine with the serial {Serial}, and this one has {other.Serial}",
        ({ Installation.Length: > 0 }, _) when Installation != other.Installation => "the machine-id of the system is not the one that was enrolled",
        _ => null,
    };
}
