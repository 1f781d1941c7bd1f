using Homelab.Domain.Lab;
using Homelab.Files;

namespace Homelab.Shared.Tests.Files;

/// <summary>Findings about the whole lab, each in the smallest lab that shows it, and gone where the lab is put right.</summary>
public class LabAsAWhole
{
    // Nothing is wrong with this one, so that whatever a test finds comes from what the test changed.
    private const string Sound = """
        schema: 1
        lab: small
        feeds:
          ups: {nut: ups@hub, user: homelab, password: "secret:ups", cut: return}
        switches:
          core: {feeds: [ups]}
        nodes:
          hub: {feeds: [ups], switch: core, coordinator: true, start: power}
          pi:  {feeds: [ups], switch: core, start: power}
          nas: {feeds: [ups], switch: core, start: {wol: "00:11:32:00:00:01"}}
        services:
          dns:   {on: [pi]}
          files: {on: [nas], needs: [dns]}
        """;

    [Fact]
    public void A_shed_rule_that_stops_units_on_a_node_that_stays_has_an_effect()
    {
        var lab = Sound.Replace("services:", "policy: {shed: [{tier: edge, after: 1m}]}\nservices:\n  web: {on: [hub], tier: edge, units: [web.service]}", StringComparison.Ordinal);
        Assert.Equal("", Lines.Of(LabFile.Parse(lab, "lab.yaml").Diagnostics));
    }

    [Fact]
    public void A_room_and_a_door_of_another_node_are_found()
    {
        var lab = Sound.Replace("hub: {", "hub: {sensors: {closet: {chip: sht4x}}, inputs: {door: {line: 17}}, ", StringComparison.Ordinal)
            .Replace("pi:  {", "pi:  {thermal: {room: hub/closet, door: hub/door}, ", StringComparison.Ordinal).Replace("nas: {", "nas: {thermal: {room: 28-0316a2794bff}, ", StringComparison.Ordinal);
        Assert.Equal("", Lines.Of(LabFile.Parse(lab, "lab.yaml").Diagnostics));
    }

    [Fact]
    public void A_sound_lab_is_told_nothing() => Assert.Equal("", Lines.Of(LabFile.Parse(Sound, "lab.yaml").Diagnostics));

    [Theory]
    [InlineData("on: [pi]}", "on: [pi], needs: [files]}", "12:29: error HL0301 services.dns.needs[0]: dns needs files and files needs dns.")]
    [InlineData("pi:  {", "pi:  {thermal: {limit: 75, room: hub/closet}, ", "9:36: error HL0329 nodes.pi.thermal.room: hub/closet is no declared sensor that measures a temperature.")]
    [InlineData("pi:  {", "pi:  {sensors: {lux: {chip: bh1750}}, thermal: {room: lux}, ", "9:57: error HL0329 nodes.pi.thermal.room: lux is no declared sensor that measures a temperature.")]
    [InlineData("pi:  {", "pi:  {thermal: {door: hub/door}, ", "9:25: error HL0329 nodes.pi.thermal.door: hub/door is no declared input.")]
    [InlineData("pi:  {", "pi:  {thermal: {room: Hub/a/b}, ", "9:25: error HL0205 nodes.pi.thermal.room: ")]
    [InlineData("pi:  {", "pi:  {thermal: {limit: 75C}, ", "9:26: error HL0205 nodes.pi.thermal.limit: ")]
    [InlineData("on: [pi]}", "on: [pi], needs: [dns]}", "12:29: error HL0301 services.dns.needs[0]: dns needs itself.")]
    [InlineData("on: [pi]}", "on: [pi], prefers: [files]}", "12:31: warning HL0401 services.dns.prefers[0]: dns prefers files and files needs dns.")]
    [InlineData("core: {feeds: [ups]}", "core: {feeds: [ups], behind: edge}\n  edge: {feeds: [ups], behind: core}", "6:32: error HL0302 switches.core.behind: core stands behind edge and edge stands behind core.")]
    [InlineData("on: [pi]}", "on: [pi], need: 2}", "12:27: error HL0303 services.dns.need: it needs 2 of its instances, and has 1.")]
    [InlineData("on: [pi]}", "on: []}", "12:11: error HL0304 services.dns.on: it runs nowhere.")]
    [InlineData(", coordinator: true", "", "7:1: error HL0305 nodes: none of them runs the coordinator.")]
    [InlineData("pi:  {", "pi:  {coordinator: true, ", "9:22: error HL0306 nodes.pi.coordinator: hub runs the coordinator already.")]
    [InlineData("files: {on: [nas]", "files: {on: [nas, hub]", "13:35: error HL0307 services.files.needs[0]: files runs on hub, the coordinator's host, and needs dns on pi.")]
    [InlineData("coordinator: true, start: power", "coordinator: true", "8:3: error HL0308 nodes.hub.start: the coordinator runs here, and nobody could start it again.")]
    [InlineData("coordinator: true, start: power", "coordinator: true, start: {wol: \"00:11:32:00:00:02\"}", "8:56: error HL0308 nodes.hub.start: the coordinator runs here")]
    [InlineData("pi:  {feeds: [ups], switch: core, start: power", "pi:  {feeds: [ups], switch: core, start: {wol: \"00-11-32-00-00-01\"}", "10:50: error HL0310 nodes.nas.start.wol: pi has the same address.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "runtime: 5m", "4:3: error HL0311 feeds.ups: it is neither a UPS nor the mains.")]
    [InlineData("nut: ups@hub, user", "nut: ups@hub, mains: true, user", "4:30: error HL0312 feeds.ups.mains: the bare mains have no other key.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "apcupsd: hub, cut: return", "4:28: error HL0324 feeds.ups.cut: `apcupsd` tells of the UPS and gives it no command.")]
    [InlineData("nut: ups@hub, user", "apcupsd: hub, user", "4:29: error HL0324 feeds.ups.user: `apcupsd` tells of the UPS and gives it no command.")]
    [InlineData("nut: ups@hub, user", "nut: ups@hub, apcupsd: hub, user", "4:32: error HL0323 feeds.ups.apcupsd: `nut` stands beside it, and a UPS is read in one place.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "power_supply: {node: pi, battery: BAT0}, cut: return", "4:55: error HL0324 feeds.ups.cut: `power_supply` tells of the UPS and gives it no command.")]
    [InlineData("nut: ups@hub, user", "nut: ups@hub, power_supply: {node: pi, battery: BAT0}, user", "4:23: error HL0323 feeds.ups.power_supply: `nut` stands beside it, and a UPS is read in one place.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "power_supply: {node: pie, battery: BAT0}", "4:30: error HL0206 feeds.ups.power_supply.node: ")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "power_supply: {node: pi, battery: ../BAT0}", "4:43: error HL0205 feeds.ups.power_supply.battery: ")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "power_supply: {node: pi}", "4:23: error HL0202 feeds.ups.power_supply")]
    [InlineData("switches:", "  one: {power_supply: {node: pi, battery: BAT0}}\n  two: {power_supply: {node: pi, battery: BAT0}}\nswitches:", "6:9: error HL0314 feeds.two.power_supply: one is the same UPS.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: x728}, cut: return", "4:44: error HL0330 feeds.ups.cut: pi cuts it as the last thing that it does, and hub, nas, core would lose their power while running.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: x1200}, cut: return", "4:45: error HL0330 feeds.ups.cut: nothing is known that cuts a x1200.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: x728}, self_test: {at: \"03:00\"}", "4:39: error HL0324 feeds.ups.self_test: `hat` tells of the UPS and gives it no command.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: pijuice, cut: {line: 5, active: high}}", "4:41: error HL0328 feeds.ups.hat.cut: a pijuice is cut by a register.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: x728, cut: {line: 13}}", "4:43: error HL0202 feeds.ups.hat.cut.active: it is required and missing.")]
    [InlineData("switches:", "  hat: {hat: {node: pi, board: x728}, cut: return}\nswitches:", "5:44: error HL0330 feeds.hat.cut: pi does not hang on it, so that nothing of it ends with pi.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pie, board: x728}", "4:21: error HL0206 feeds.ups.hat.node: ")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: x782}", "4:32: error HL0205 feeds.ups.hat.board: \"x782\" is not one of its words. Did you mean x728?")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi}", "4:14: error HL0202 feeds.ups.hat.board")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: generic, mains: {line: 6, active: low}}", "4:9: error HL0327 feeds.ups.hat: a generic board tells its charge by a chip, and none is named.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: generic, gauge: bme280, mains: {line: 6, active: low}}", "4:48: error HL0205 feeds.ups.hat.gauge: ")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: generic, gauge: max17048}", "4:9: error HL0327 feeds.ups.hat: nothing on it tells whether the mains are there.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: generic, gauge: max17048, mains: {line: 6}}", "4:65: error HL0202 feeds.ups.hat.mains.active: it is required and missing.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: x728, gauge: max17048}", "4:45: error HL0328 feeds.ups.hat.gauge: what is on a x728 is known.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: x728, shunt_ohms: 0.1}", "4:50: error HL0328 feeds.ups.hat.shunt_ohms: nothing on a x728 measures over a resistor of yours.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: x728, address: 0x40}", "4:47: error HL0318 feeds.ups.hat.address: the max17043 cannot be strapped to 0x40.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: waveshare}, runtime: 9m", "4:9: error HL0319 feeds.ups.hat: the ina219 needs the resistance that it measures over.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: waveshare, shunt_ohms: 0.01}", "4:9: warning HL0413 feeds.ups.hat: a waveshare tells neither runtime nor charge.")]
    [InlineData("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", "hat: {node: pi, board: x728, low_volts: 90}", "4:49: error HL0205 feeds.ups.hat.low_volts: ")]
    [InlineData("nut: ups@hub, user", "nut: ups@hub, hat: {node: pi, board: x728}, user", "4:23: error HL0323 feeds.ups.hat: `nut` stands beside it, and a UPS is read in one place.")]
    [InlineData("switches:", "  one: {hat: {node: pi, board: x728}}\n  two: {hat: {node: pi, board: x1200}}\nswitches:", "6:9: error HL0314 feeds.two.hat: one is the same UPS.")]
    [InlineData("nut: ups@hub, user", "apcupsd: \"hub:0\", user", "4:18: error HL0205 feeds.ups.apcupsd: \"0\" is not a port.")]
    [InlineData("nut: ups@hub, user", "apcups: hub, user", "4:9: error HL0201 feeds.ups.apcups: ")]
    [InlineData("user: homelab, password: \"secret:ups\", cut: return", "self_test: {every: 30d, at: \"03:00\"}", "4:23: error HL0313 feeds.ups.self_test: the UPS obeys no command without a user.")]
    [InlineData("cut: return", "self_test: {at: \"3 am\"}", "4:78: error HL0205 feeds.ups.self_test.at: ")]
    [InlineData("user: homelab, ", "", "4:33: error HL0313 feeds.ups.password: there is no user to it.")]
    [InlineData("user: homelab, password: \"secret:ups\", ", "", "4:28: error HL0313 feeds.ups.cut: the UPS obeys no command without a user.")]
    [InlineData("core: {feeds: [ups]}", "core: {feeds: [ups, two]}\nappliances:\n  pi: {feeds: [ups], stops_itself: true}", "8:3: error HL0315 appliances.pi: a node has the same name.")]
    [InlineData("services:", "policy: {poll: 5s, max_age: 5s}\nservices:", "11:29: error HL0317 policy.max_age: it is less than two polls")]
    [InlineData("services:", "policy: {poll: 20s}\nservices:", "11:1: error HL0317 policy.max_age: it is less than two polls")]
    [InlineData("services:", "policy: {shed: [{tier: home}]}\nservices:", "11:17: error HL0316 policy.shed[0]: it says neither when nor at which charge.")]
    [InlineData("pi:  {feeds: [ups], ", "pi:  {", "9:3: warning HL0403 nodes.pi.feeds: it hangs on no feed, so no plan covers it.")]
    [InlineData("pi:  {feeds: [ups], switch: core, ", "pi:  {feeds: [ups], ", "9:3: warning HL0405 nodes.pi.switch: it names no switch")]
    [InlineData("services:", "appliances:\n  box: {feeds: [ups]}\nservices:", "12:3: warning HL0406 appliances.box: nobody stops it before its power ends.")]
    [InlineData("services:", "policy: {shed: [{tier: home, after: 1m}]}\nservices:", "9:44: warning HL0407 nodes.pi.start: it would be shed with tier home, but nobody could start it")]
    [InlineData("services:", "policy: {shed: [{tier: edge, after: 1m}]}\nservices:", "11:24: warning HL0408 policy.shed[0].tier: it would stop no node and no units of tier edge.")]
    [InlineData("services:\n  dns:   {on: [pi]}", "policy: {shed: [{tier: edge, after: 1m}]}\nservices:\n  dns:   {on: [hub], tier: edge, units: [dns.service]}", "11:24: warning HL0408 policy.shed[0].tier: it would stop no node and no units of tier edge.")]
    [InlineData("hub: {feeds: [ups]", "hub: {feeds: [wall]", "9:9: warning HL0411 nodes.hub.feeds: the coordinator runs here, and no battery keeps it alive.")]
    [InlineData("switches:", "  spare: {nut: two@hub}\nswitches:", "5:3: warning HL0409 feeds.spare: nothing hangs on it.")]
    [InlineData("switches:", "  spare: {nut: UPS@hub}\nswitches:", "5:16: error HL0314 feeds.spare.nut: ups is the same UPS.")]
    [InlineData("nodes:", "  spare: {feeds: [ups]}\nnodes:", "7:3: warning HL0410 switches.spare: nothing hangs on it.")]
    [InlineData("nas: {", "nas: {sensors: {air: {chip: bme280, address: 0x40}}, ", "10:48: error HL0318 nodes.nas.sensors.air.address: the bme280 cannot be strapped to 0x40. Its addresses are 0x76, 0x77.")]
    [InlineData("nas: {", "nas: {sensors: {amps: {chip: ina219}}, ", "10:19: error HL0319 nodes.nas.sensors.amps: the ina219 needs the resistance that it measures over.")]
    [InlineData("nas: {", "nas: {sensors: {air: {chip: bme280}, attic: {chip: bmp280}}, ", "10:40: error HL0320 nodes.nas.sensors.attic: air is at 0x76 of bus 1 too.")]
    [InlineData("nas: {", "nas: {inputs: {door: {line: 17}, bell: {line: 17}}, ", "10:36: error HL0325 nodes.nas.inputs.bell: door is line 17 of chip 0 too.")]
    [InlineData("nas: {", "nas: {sensors: {air: {chip: bme280}}, inputs: {air: {line: 17}}, ", "10:50: error HL0326 nodes.nas.inputs.air: a sensor of this node has the same name.")]
    [InlineData("nas: {", "nas: {inputs: {door: {line: 17}}, outputs: {bell: {line: 17, when: on_battery}}, ", "10:47: error HL0325 nodes.nas.outputs.bell: door is line 17 of chip 0 too.")]
    [InlineData("nas: {", "nas: {inputs: {bell: {line: 17}}, outputs: {bell: {line: 18, when: on_battery}}, ", "10:47: error HL0326 nodes.nas.outputs.bell: an input of this node has the same name.")]
    [InlineData("nas: {", "nas: {outputs: {bell: {line: 18}}, ", "10:19: error HL0202 nodes.nas.outputs.bell.when: it is required and missing.")]
    [InlineData("nas: {", "nas: {outputs: {bell: {line: 18, when: always}}, ", "10:42: error HL0205 nodes.nas.outputs.bell.when: \"always\" is not one of its words. Write on_battery.")]
    [InlineData("nas: {", "nas: {inputs: {door: {line: \"a b\"}}, ", "10:31: error HL0205 nodes.nas.inputs.door.line: ")]
    [InlineData("nas: {", "nas: {inputs: {door: {chip: 1}}, ", "10:18: error HL0202 nodes.nas.inputs.door.line")]
    [InlineData("nas: {", "nas: {inputs: {door: {line: 1, pull: sideways}}, ", "10:40: error HL0205 nodes.nas.inputs.door.pull: ")]
    [InlineData("nas: {feeds: [ups], switch: core, start: {wol: \"00:11:32:00:00:01\"}}", "nas: {feeds: [ups, wall], switch: core, start: {feed: ups, outlet: 2}}", "11:57: error HL0321 nodes.nas.start.feed: nas hangs on wall too, so no outlet takes its power away.")]
    public void A_mistake_is_named_where_it_stands(string sound, string broken, string expected)
    {
        Assert.Contains(sound, Sound, StringComparison.Ordinal);

        var lab = Sound.Replace(sound, broken, StringComparison.Ordinal);
        var result = LabFile.Parse(lab.Contains("wall", StringComparison.Ordinal) ? lab.Replace("switches:", "  wall: {mains: true}\nswitches:", StringComparison.Ordinal) : lab, "lab.yaml");

        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.ToString().StartsWith($"lab.yaml:{expected}", StringComparison.Ordinal));
        Assert.Equal(expected.Contains(" error ", StringComparison.Ordinal), result.Lab is null);
    }

    [Fact]
    public void An_outlet_starts_one_node_and_not_the_one_that_it_is_told_through()
    {
        const string Woken = "nas: {feeds: [ups], switch: core, start: {wol: \"00:11:32:00:00:01\"}}";
        var switched = Sound.Replace(Woken, "nas: {feeds: [ups], switch: core, start: {feed: ups, outlet: 2, standby_watts: 4}}", StringComparison.Ordinal);
        var sound = LabFile.Parse(switched, "lab.yaml");
        Assert.Equal("", Lines.Of(sound.Diagnostics));
        Assert.Equal(StartMethod.ByOutlet(new OutletPlace("ups", 2, 4)), sound.Lab!.Node("nas")!.Start);

        string Said(string text, string by) => Assert.Single(LabFile.Parse(switched.Replace(text, by, StringComparison.Ordinal), "lab.yaml").Diagnostics).ToString();
        Assert.Contains("HL0321 nodes.nas.start.feed: the upsd of ups runs on nas itself", Said("nut: ups@hub", "nut: ups@nas"), StringComparison.Ordinal);
        Assert.Contains("HL0313 nodes.nas.start.outlet: the UPS obeys no command without a user.", Said(", user: homelab, password: \"secret:ups\", cut: return", ""), StringComparison.Ordinal);
        Assert.Contains("HL0322 nodes.nas.start.outlet: pi is started by the same outlet.", Said("core, start: power}\n  nas", "core, start: {feed: ups, outlet: 2}}\n  nas"), StringComparison.Ordinal);
        Assert.Contains("required", Said("feed: ups, outlet: 2", "outlet: 2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inputs: {bell: {line: 6}}", "hat: {node: nas, board: x728}", "feeds.ups.hat: its mains line is bell of nas too.")]
    [InlineData("outputs: {bell: {line: 6, when: on_battery}}", "hat: {node: nas, board: x728}", "feeds.ups.hat: its mains line is bell of nas too.")]
    [InlineData("outputs: {bell: {line: 9, when: on_battery}}", "hat: {node: nas, board: x728, mains: {line: 9, active: low}}", "feeds.ups.hat.mains: its mains line is bell of nas too.")]
    [InlineData("inputs: {bell: {line: 26}}", "hat: {node: nas, board: x728}", "feeds.ups.hat: its cut line is bell of nas too.")]
    [InlineData("outputs: {bell: {line: 13, when: on_battery}}", "hat: {node: nas, board: x728, cut: {line: 13, active: high}}", "feeds.ups.hat.cut: its cut line is bell of nas too.")]
    [InlineData("outputs: {bell: {line: 6, chip: 1, when: on_battery}}", "hat: {node: nas, board: x728}", null)]
    public void A_line_that_tells_a_HATs_mains_is_nothing_else(string line, string hat, string? said)
    {
        var lab = Sound.Replace("nas: {", $"nas: {{{line}, ", StringComparison.Ordinal).Replace("nut: ups@hub, user: homelab, password: \"secret:ups\", cut: return", hat, StringComparison.Ordinal);
        var taken = LabFile.Parse(lab, "lab.yaml").Diagnostics.Select(diagnostic => diagnostic.ToString()).Where(text => text.Contains("HL0325", StringComparison.Ordinal)).ToList();
        Assert.Equal(said is null ? 0 : 1, taken.Count);
        Assert.Contains(said ?? "", taken.FirstOrDefault() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_is_named_whole()
    {
        var result = LabFile.Parse(Sound.Replace("dns:   {on: [pi]}", "dns:   {on: [pi], needs: [a]}\n  a: {on: [pi], needs: [b]}\n  b: {on: [pi], needs: [files]}", StringComparison.Ordinal), "lab.yaml");

        Assert.Equal("dns needs a, a needs b, b needs files and files needs dns", Assert.Single(result.Diagnostics).Problem);
    }

    [Fact]
    public void Nodes_that_would_have_to_stop_before_each_other_are_a_warning_unless_one_instance_is_enough()
    {
        const string Web = "\n  web: {on: [pi, nas], needs: [files]}\n  db: {on: [pi, nas], NEED}\n  app: {on: [pi, nas], needs: [db]}";

        var all = LabFile.Parse(Sound.Replace("files: {on: [nas], needs: [dns]}", "files: {on: [nas]}", StringComparison.Ordinal) + Web.Replace(", NEED", "", StringComparison.Ordinal), "lab.yaml");
        var one = LabFile.Parse(Sound.Replace("files: {on: [nas], needs: [dns]}", "files: {on: [nas]}", StringComparison.Ordinal) + Web.Replace("NEED", "need: 1", StringComparison.Ordinal), "lab.yaml");

        Assert.Equal(["HL0402"], Lines.Codes(all));
        Assert.Equal("web on pi needs files on nas, and app on nas needs db on pi", all.Diagnostics[0].Problem);
        Assert.Empty(one.Diagnostics);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void The_coordinators_host_may_need_only_what_it_holds_itself(int need, bool isSound)
    {
        var result = LabFile.Parse(Sound.Replace("dns:   {on: [pi]}", $"dns:   {{on: [pi, hub], need: {need}}}\n  page: {{on: [hub], needs: [dns]}}", StringComparison.Ordinal), "lab.yaml");

        Assert.Equal(isSound, result.Lab is not null);
        Assert.Equal(isSound ? [] : ["HL0307"], Lines.Codes(result).Where(code => code == "HL0307"));
    }
}
