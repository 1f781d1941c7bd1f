using Homelab.Coordinator.Fleet;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Files;
using Homelab.TestKit.Repo;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary><c>lab.yaml</c>: every mistake has its file, line and key, and a lab without one can be planned.</summary>
internal sealed class LabFiles : Target
{
    private readonly string _path = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"homelab-fuzz-{Environment.ProcessId}.yaml");

    public override string Name => "lab";

    public override IReadOnlyList<byte[]> Words { get; } = Utf8(
        "[", "]", "{", "}", ": ", "- ", "? ", "&a ", "*a", "!t ", "!!binary ", "|\n", ">\n", "\"", "'", "#", "%", "@", "`", "\t", "\n", "\n  ", "\n    ", "\r", "\0", "\u0085", "\u2028", "\uFEFF", "---\n", "...\n",
        "%YAML 1.2\n", "<<: ", "~", "schema: 1\n", "lab: a\n", "mode: armed\n", "feeds:\n", "nodes:\n", "services:\n", "switches:\n", "policy:\n", "triggers:\n", "runtime: ", "stop: ", "start: wol", "needs: [", "prefers: [",
        "on: [", "nut: ups@h", "{mains: true}", "99999999999999d", "106751d", "24h", "1ms", "0s", "100%", "0", "1MiB", "9999999999999TiB", "coordinator: true", "tier: core", "cut: return", "need: 2");

    public override IEnumerable<(string Name, byte[] Bytes)> Made =>
        [.. new[] { "attic", "closet" }.Select(name => ($"{name}.yaml", File.ReadAllBytes(Repository.PathOf($"deploy/examples/{name}.yaml"))))];

    public override void Take(byte[] input)
    {
        File.WriteAllBytes(_path, input);
        var result = LabFile.Read(_path);
        foreach (var mistake in result.Diagnostics)
        {
            if (mistake is not { Line: > 0, Column: > 0, Key.Length: > 0, Problem.Length: > 0 } || mistake.File != _path || mistake.ToString().Any(char.IsControl))
            {
                throw new InvalidOperationException($"A mistake without its place: {mistake}");
            }
        }

        if ((result.Lab is null) != result.Diagnostics.Any(mistake => mistake.IsError))
        {
            throw new InvalidOperationException("There is a lab exactly where there is no error.");
        }

        if (result.Lab is { } lab)
        {
            Use(lab);
        }
    }

    public override void Dispose() => File.Delete(_path);

    private static void Use(LabConfig lab)
    {
        foreach (var node in lab.Nodes)
        {
            _ = CollectorPlan.For(lab, node.Name);
        }

        var supposed = WhatIf.Nothing.On(lab, PowerGoesNow.Assume(lab, [], Moment.Zero, []));
        var plan = supposed.Plan(supposed.Request(Moment.Zero, generation: 0));
        _ = PlanChecker.Check(supposed.Lab, supposed.Feeds, plan);
    }
}
