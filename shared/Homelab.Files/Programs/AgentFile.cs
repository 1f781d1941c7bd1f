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
        // Over https both ends prove who they are, and nothing else is taken there for a proof than the lab's own authority.
        var isProven = Loopback.Is(file.Coordinator) || file.Coordinator.Scheme == Uri.UriSchemeHttps;
        if (file.PowerOff == PowerOffMethod.Logind && !isProven)
        {
            yield return new LabFinding(
                ProgramFileCodes.PowerOffWithoutProof, "power_off", $"the coordinator at {file.Coordinator.Authority} is not on this machine, and does not prove who it is",
                "Enrol the node (`homelab enroll` on the coordinator's machine) and write the https address of the coordinator's `agents`, or write `power_off: none`.")
            {
                Related = ["coordinator"],
            };
        }

        if (!isProven && !file.Insecure)
        {
            yield return new LabFinding(
                ProgramFileCodes.InsecureAddress, "coordinator", $"{file.Coordinator.Authority} is not on this machine, and neither end proves who it is",
                "Enrol the node and write the https address of the coordinator's `agents`, or add `insecure: true` if the network between them is yours alone.")
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
