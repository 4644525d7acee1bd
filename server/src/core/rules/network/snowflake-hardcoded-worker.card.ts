import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Node ID of an ID generator fixed in the code',
    what: '{call} at line {line} gets the node ID {worker} in every process that runs this code. The node ID is the only part of a generated ID that tells two processes apart: with the same one they give out the same IDs.',
    chain: [
      '{function} makes the generator at line {line} with the node ID {worker}, whatever machine or pod it runs in.',
      'A second replica, or the rolling update of a single one (Kubernetes starts the new pod before it stops the old one), runs two processes with that node ID side by side.',
      'An ID is made of the time, the node ID and a counter that starts again at 0 in each unit of time (1 ms for snowflake, 10 ms for sonyflake). Asked in the same unit, both processes give the same ID.',
      'The second INSERT fails with a duplicate key (MySQL `Error 1062 (23000): Duplicate entry`, PostgreSQL `duplicate key value violates unique constraint`). Where no unique index stands in the way, two records share one ID.',
      'Under load users see failed orders, or the data of somebody else behind their own number.',
    ],
    signal:
      'Duplicate key errors that come with deployments and with load; rows with `GROUP BY id HAVING COUNT(*) > 1` where the column has no unique index. No Go metric shows it.',
    verify:
      'kubectl get deployments -o custom-columns=NAME:.metadata.name,REPLICAS:.spec.replicas,STRATEGY:.spec.strategy.type',
    verifyExpect:
      'More than one replica, or the strategy RollingUpdate (the default), at the deployment of this program: two instances with the same node ID run at the same time. One replica with Recreate clears this line as long as nothing else uses the same ID space.',
    intercept:
      'A start that fails without a node ID of its own. A unique index on every column that holds such an ID turns silent mixing into an error. Until the ID differs: strategy Recreate, or maxSurge 0 with one replica.',
    remedy:
      'Give each instance its own number: the ordinal of a StatefulSet pod (label `apps.kubernetes.io/pod-index`), or a lease with a TTL that is taken at the start (etcd lease, Consul session); stop generating when the lease is lost. Reading a number from a plain key is not exclusive, and a process ID does not help: in a container it is usually 1.',
    limits:
      'How many instances run is not in the code: a program that is guaranteed to run once, with Recreate, is safe. A number from a flag, the environment, a file or a caller outside the module is not judged, nor whether it really differs; numbers made by hashing a host name or at random may collide too and are not reported. A function that no code of a program calls is reported with low confidence only. Generators other than bwmarrin/snowflake and sony/sonyflake are not known.',
  },
  'zh-cn': {
    title: 'ID 生成器的节点号写死在代码里',
    what: '第 {line} 行的 {call} 在运行这段代码的每个进程里得到的节点号都是 {worker}。生成的 ID 里只有节点号能区分两个进程：节点号相同，就会生成相同的 ID。',
    chain: [
      '{function} 在第 {line} 行创建生成器，节点号是 {worker}，与运行在哪台机器或哪个 Pod 无关。',
      '增加一个副本，或者滚动更新唯一的副本（Kubernetes 先启动新 Pod，再停止旧 Pod），都会有两个节点号相同的进程同时运行。',
      'ID 由时间、节点号和序号组成，序号在每个时间单位（snowflake 为 1 毫秒，sonyflake 为 10 毫秒）都从 0 重新开始。两个进程在同一个时间单位里生成的 ID 就会相同。',
      '后一条 INSERT 因主键重复而失败（MySQL `Error 1062 (23000): Duplicate entry`，PostgreSQL `duplicate key value violates unique constraint`）；没有唯一索引的地方，两条记录共用一个 ID。',
      '负载高的时候，用户看到下单失败，或者在自己的单号下看到别人的数据。',
    ],
    signal:
      '随发布和负载出现的主键重复错误；没有唯一索引的列可以用 `GROUP BY id HAVING COUNT(*) > 1` 查出重复行。没有任何 Go 指标能反映它。',
    verify:
      'kubectl get deployments -o custom-columns=NAME:.metadata.name,REPLICAS:.spec.replicas,STRATEGY:.spec.strategy.type',
    verifyExpect:
      '如果这个程序的 Deployment 副本数大于 1，或者策略是 RollingUpdate（默认值），就会有两个节点号相同的实例同时运行。单副本加 Recreate 可以排除此处，前提是没有别的程序共用同一个 ID 空间。',
    intercept:
      '拿不到自己的节点号就拒绝启动。给保存这类 ID 的列都加上唯一索引，让悄悄混在一起变成明确的报错。在节点号各不相同之前：使用 Recreate 策略，或单副本并设置 maxSurge 为 0。',
    remedy:
      '让每个实例有自己的号码：StatefulSet 的 Pod 序号（标签 `apps.kubernetes.io/pod-index`），或启动时申请带 TTL 的租约（etcd lease、Consul session），租约丢失后停止生成。只从某个键读取一个数字并不能保证独占；进程号也不行：容器里它通常是 1。',
    limits:
      '代码里看不出会运行几个实例：确保只运行一个（Recreate）的程序是安全的。来自命令行参数、环境变量、文件或模块外调用方的号码不作判断，也不判断它们是否真的各不相同；用主机名哈希或随机数得到的号码也可能冲突，但不会报告。程序里没有任何代码调用的函数，只以低置信度报告。只认识 bwmarrin/snowflake 和 sony/sonyflake 两种生成器。',
  },
};
