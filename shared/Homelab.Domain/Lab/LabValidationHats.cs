namespace Homelab.Domain.Lab;

/// <summary>UPS HATs that could not tell what a UPS has to tell.</summary>
internal static class LabValidationHats
{
    public static IEnumerable<LabFinding> Check(LabConfig lab) =>
        from feed in lab.Feeds
        where feed.Hat is { Board: not null }
        from finding in Check($"feeds.{feed.Name}", feed, feed.Hat!, feed.Hat!.Board!).Concat(Cut(lab, feed, feed.Hat!, feed.Hat!.Board!)).Concat(TakenLines(lab, $"feeds.{feed.Name}.hat", feed.Hat!))
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

    private static IEnumerable<LabFinding> Cut(LabConfig lab, FeedConfig feed, HatSource hat, HatBoard board)
    {
        var path = $"feeds.{feed.Name}";
        if (hat.Cut is not null && board.CutsByRegister)
        {
            yield return new LabFinding(LabCodes.HatKey, $"{path}.hat.cut", $"a {board.Name} is cut by a register", "Delete it.");
        }

        if (feed.Cut == CutMode.None)
        {
            yield break;
        }

        if (!hat.CanCut)
        {
            yield return new LabFinding(LabCodes.HatCut, $"{path}.cut", $"nothing is known that cuts a {board.Name}", "Delete `cut`; or, where a GPIO line does it, add `cut: {line: 26, active: high}` to `hat`.");
        }

        var others = Carried(lab, feed.Name).Where(name => name != hat.Node).ToList();
        if (others.Count > 0)
        {
            yield return new LabFinding(
                LabCodes.HatCut, $"{path}.cut", $"{hat.Node} cuts it as the last thing that it does, and {string.Join(", ", others)} would lose {(others.Count == 1 ? "its" : "their")} power while running", "Delete `cut`, or put them on another feed.");
        }

        if (lab.Node(hat.Node) is { } node && !node.Feeds.Contains(feed.Name))
        {
            yield return new LabFinding(LabCodes.HatCut, $"{path}.cut", $"{hat.Node} does not hang on it, so that nothing of it ends with {hat.Node}", $"Add {feed.Name} to the feeds of {hat.Node}, or delete `cut`.")
            {
                Related = [$"nodes.{hat.Node}.feeds"],
            };
        }
    }

    private static IEnumerable<string> Carried(LabConfig lab, string feed) =>
    [
        .. lab.Nodes.Where(node => node.Feeds.Contains(feed)).Select(node => node.Name),
        .. lab.Switches.Where(device => device.Feeds.Contains(feed)).Select(device => device.Name),
        .. lab.Appliances.Where(appliance => appliance.Feeds.Contains(feed)).Select(appliance => appliance.Name),
    ];

    private static IEnumerable<LabFinding> TakenLines(LabConfig lab, string path, HatSource hat) =>
        TakenLine(lab, hat.Mains is null ? path : $"{path}.mains", "mains", hat.Node, hat.MainsLine is { } mains ? (mains.ChipNumber, mains.Line) : null)
            .Concat(TakenLine(lab, hat.Cut is null ? path : $"{path}.cut", "cut", hat.Node, hat.CutLine is { } cut ? (cut.ChipNumber, cut.Line) : null));

    private static IEnumerable<LabFinding> TakenLine(LabConfig lab, string path, string what, string host, (int Chip, string Line)? place) =>
        from node in lab.Nodes
        where node.Name == host
        from line in node.Inputs.Select(input => (input.Name, input.ChipNumber, input.Line)).Concat(node.Outputs.Select(output => (output.Name, output.ChipNumber, output.Line)))
        where place == (line.ChipNumber, line.Line)
        select new LabFinding(
            LabCodes.InputSamePlace, path, $"its {what} line is {line.Name} of {host} too", $"Delete {line.Name}: a line is held by one at a time.");
}
