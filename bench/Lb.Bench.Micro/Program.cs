using BenchmarkDotNet.Running;
using Lb.Bench.Micro;

BenchmarkSwitcher.FromAssembly(typeof(MicroConfig).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, new MicroConfig());
