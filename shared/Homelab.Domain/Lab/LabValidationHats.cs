namespace Homelab.Domain.Lab;

/// <summary>UPS HATs that could not tell what a UPS has to tell.</summary>
internal static class LabValidationHats
{
    public static IEnumerable<LabFinding> Check(LabConfig lab) =>
        from feed in lab.Feeds
        where feed.Hat is { Board: not null }
        from finding in Check($"feeds.{feed.Name}", feed, feed.Hat!, feed.Hat!.Board!).Concat(TakenLine(lab, $"feeds.{feed.Name}.hat", feed.Hat!))
        select finding;

    private static IEnumerable<LabFinding> Check(string feedPath, FeedConfig feed, HatSource hat, HatBoard board)
    {
        var path = $"{feedPath}.hat";
        var isGeneric = board is { Registers: HatRegisters.Chip, Chip: null };
        if (isGeneric && hat.Gauge is null)
        {
            yield return new LabFinding(LabCodes.HatIncomplete, path, $"a {board.Name} board tells its charge by a chip, and none is named", "Add `gauge: max17048`, or the chip that stands on it.")
            {
                Related = [$"{path}.gauge"],
            };
        }

        if (!isGeneric && hat.Gauge is not null)
        {
            yield return new LabFinding(LabCodes.HatKey, $"{path}.gauge", $"what is on a {board.Name} is known", "Delete `gauge`, or write `board: generic`.");
        }

        if (!board.TellsMains && hat.MainsLine is null)
        {
            yield return new LabFinding(LabCodes.HatIncomplete, path, "nothing on it tells whether the mains are there", "Add `mains: {line: 6, active: high}`, with the line that its maker names.")
            {
                Related = [$"{path}.mains"],
            };
        }

        if (hat.Chip is { } chip && hat.Address is { } address && !chip.Addresses.Contains(address))
        {
            yield return LabValidationSensors.WrongAddress($"{path}.address", chip, address);
        }

        if (hat.Chip is { NeedsShunt: true } measuring && hat.ShuntOhms is null)
        {
            yield return LabValidationSensors.NoShunt(path, measuring);
        }

        if (hat is { ShuntOhms: not null, Chip: not { NeedsShunt: true } })
        {
            yield return new LabFinding(LabCodes.HatKey, $"{path}.shunt_ohms", $"nothing on a {board.Name} measures over a resistor of yours", "Delete `shunt_ohms`.");
        }

        if (!board.TellsCharge && feed.DeclaredRuntime is null)
        {
            yield return new LabFinding(LabCodes.HatWithoutRuntime, path, $"a {board.Name} tells neither runtime nor charge", "Write `runtime`, as a full battery carried its load when you tried it.");
        }
    }

    private static IEnumerable<LabFinding> TakenLine(LabConfig lab, string path, HatSource hat) =>
        from node in lab.Nodes
        where node.Name == hat.Node
        from line in node.Inputs.Select(input => (input.Name, input.ChipNumber, input.Line)).Concat(node.Outputs.Select(output => (output.Name, output.ChipNumber, output.Line)))
        where hat.MainsLine is { } mains && (mains.ChipNumber, mains.Line) == (line.ChipNumber, line.Line)
        select new LabFinding(
            LabCodes.InputSamePlace, hat.Mains is null ? path : $"{path}.mains", $"its mains line is {line.Name} of {hat.Node} too", $"Delete {line.Name}: a line is held by one at a time.");
}
