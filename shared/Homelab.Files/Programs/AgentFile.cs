using Homelab.Domain.Lab;
using Homelab.Files.Diagnostics;

namespace Homelab.Files.Programs;

/// <summary>Reads <c>agent.yaml</c>: never throws, and names every mistake at once.</summary>
public static class AgentFile
{
    public const string DefaultPath = "/etc/homelab/agent.yaml";

    public static ProgramFileResult<AgentFileConfig> Read(string path) => ProgramFile.Read(path, AgentFileFields.Shape, AgentFileFields.Blank, Check);

    /// <param name="fileName">For the messages only.</param>
    public static ProgramFileResult<AgentFileConfig> Parse(string text, string fileName) =>
        ProgramFile.Parse(text, fileName, AgentFileFields.Shape, AgentFileFields.Blank, Check);

    private static IEnumerable<LabFinding> Check(AgentFileConfig file)
    {
        var isLocal = Loopback.Is(file.Coordinator);

        // https alone proves nothing here either: the agent has no certificate to hold the coordinator's against.
        if (file.PowerOff == PowerOffMethod.Logind && !isLocal)
        {
            yield return new LabFinding(
                ProgramFileCodes.PowerOffWithoutProof, "power_off", $"the coordinator at {file.Coordinator.Authority} is not on this machine, and does not prove who it is",
                "Write `power_off: none` or `power_off: exit`, or reach the coordinator on loopback, for instance through a tunnel that proves both ends.")
            {
                Related = ["coordinator"],
            };
        }

        if (!isLocal && !file.Insecure)
        {
            yield return new LabFinding(
                ProgramFileCodes.InsecureAddress, "coordinator", $"{file.Coordinator.Authority} is not on this machine, and neither end proves who it is",
                "Add `insecure: true` if the network between them is yours alone.")
            {
                Related = ["insecure"],
            };
        }

        if (!file.MayPowerOff && file.PowerOff != PowerOffMethod.None)
        {
            yield return new LabFinding(
                ProgramFileCodes.PowerOffContradiction, "may_power_off", "this node refuses every stop, so `power_off` is never used", "Delete one of the two.");
        }
    }
}
